#[derive(GraphParameters)]
pub struct SendMail {
    #[graph_parameters(required)]
    message: Option<Message>,
    save_to_sent_items: Option<bool>,
}
#[allow(dead_code)]
impl SendMail {
    /** The request `POST /v1.0/users/{userId}/sendMail` with these parameters.

 Application permissions, least privileged first: `Mail.Send`.
*/
    pub fn call(&self, user_id: &::core::primitive::str) -> ::graph_entity::Call<()> {
        ::graph_entity::__private::action::<
            Self,
            (),
        >(self, "/v1.0/users/{userId}/sendMail", "", "Mail.Send", &[user_id])
    }
    /** The request `POST /beta/me/microsoft.graph.sendMail` with these parameters.
*/
    pub fn call_for_me(&self) -> ::graph_entity::Call<Vec<Receipt>> {
        ::graph_entity::__private::action::<
            Self,
            Vec<Receipt>,
        >(self, "/beta/me/microsoft.graph.sendMail", "", "", &[])
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Properties for SendMail {
    const TABLE: ::graph_entity::__private::Table = (
        "SendMail",
        &[("message", "message"), ("saveToSentItems", "save_to_sent_items")],
    );
    const IS_ANNOTATED: ::core::primitive::bool = false;
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.required(&self.message);
        __writer.value(&self.save_to_sent_items);
    }
}
#[automatically_derived]
impl ::graph_entity::GraphParameters for SendMail {
    const NAME: &'static ::core::primitive::str = "SendMail";
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for SendMail {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
