#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.workbookTableRow")]
#[graph_post("/me/drive/root:/{item-path}:/workbook/tables/{id|name}/rows")]
#[graph_post("/sites/{siteId}/getByPath(path='{path}')/rows", name = "create_by_path", crate = platform::graph)]
#[graph_post("/sites/{siteId}/lists/{listId}/items/{itemId}/versions/{versionId}/rows", name = "create_in_version")]
struct Row {
    index: Option<i32>,
}
