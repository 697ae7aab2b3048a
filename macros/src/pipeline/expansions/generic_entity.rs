#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/me/messages")]
struct Message<T: Clone, const N: usize>
where
    T: Debug,
{
    body: Option<T>,
    parts: [u8; N],
}
