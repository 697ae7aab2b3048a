use graph_entity::GraphEnum;

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
enum Status {
    Unknown,
    Complaint,
    #[graph_enum(name = "non-compliant")]
    NonCompliant,
}

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus", flags)]
enum Flags {
    Unknown,
    #[graph_enum(other)]
    Other(String),
}

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.keyUsages")]
enum KeyUsages {
    KeyEncipherment,
    DigitalSignature,
}

fn main() {}
