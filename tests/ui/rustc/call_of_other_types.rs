// What rustc says of a struct without the derive, and of a type that cannot be returned.
use graph_entity::{GraphParameters, graph_action, graph_function};

#[graph_action("/me/sendMail")]
struct SendMail {
    message: String,
}

struct Receipt;

#[derive(GraphParameters)]
#[graph_function("/me/receipts()", returns = Vec<Receipt>)]
struct Receipts;

#[derive(GraphParameters)]
#[graph_action("/me/confirm")]
struct Confirm {
    receipt: Receipt,
    #[graph_parameters(required)]
    count: i32,
}

fn main() {
    let _ = SendMail { message: String::new() }.call();
    let _ = Receipts::call();
    let _ = Confirm { receipt: Receipt, count: 1 }.call();
}
