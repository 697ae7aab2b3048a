#[derive(GraphParameters)]
pub struct ReminderView;
#[allow(dead_code)]
impl ReminderView {
    /** The request `GET /v1.0/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')`.
*/
    pub fn call(
        user_id: &::core::primitive::str,
        start: &::core::primitive::str,
        end: &::core::primitive::str,
    ) -> ::graph_entity::Call<Vec<Reminder>> {
        ::graph_entity::__private::function::<
            Self,
            Vec<Reminder>,
        >(
            "/v1.0/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')",
            "",
            "",
            &[user_id, start, end],
        )
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Properties for ReminderView {
    const TABLE: ::graph_entity::__private::Table = ("ReminderView", &[]);
    const IS_ANNOTATED: ::core::primitive::bool = false;
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {}
}
#[automatically_derived]
impl ::graph_entity::GraphParameters for ReminderView {
    const NAME: &'static ::core::primitive::str = "ReminderView";
    const HAS_ANY: ::core::primitive::bool = false;
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for ReminderView {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
