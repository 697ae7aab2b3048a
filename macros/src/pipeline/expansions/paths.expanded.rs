#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.workbookTableRow")]
struct Row {
    index: Option<i32>,
}
#[automatically_derived]
impl ::graph_entity::__private::Operations for Row {}
#[allow(dead_code)]
impl Row {
    /** The request `POST /v1.0/me/drive/root:/{item-path}:/workbook/tables/{id|name}/rows` with this entity as its body.
*/
    fn create(
        &self,
        item_path: &::core::primitive::str,
        id_or_name: &::core::primitive::str,
    ) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create_2::<
            Self,
        >(
            self,
            "/v1.0/me/drive/root:/{item-path}:/workbook/tables/{id|name}/rows",
            "",
            "",
            item_path,
            id_or_name,
        )
    }
    /** The request `POST /v1.0/sites/{siteId}/getByPath(path='{path}')/rows` with this entity as its body.
*/
    fn create_by_path(
        &self,
        site_id: &::core::primitive::str,
        path: &::core::primitive::str,
    ) -> platform::graph::Create<Self> {
        platform::graph::__private::create_2::<
            Self,
        >(
            self,
            "/v1.0/sites/{siteId}/getByPath(path='{path}')/rows",
            "",
            "",
            site_id,
            path,
        )
    }
    /** The request `POST /v1.0/sites/{siteId}/lists/{listId}/items/{itemId}/versions/{versionId}/rows` with this entity as its body.
*/
    fn create_in_version(
        &self,
        site_id: &::core::primitive::str,
        list_id: &::core::primitive::str,
        item_id: &::core::primitive::str,
        version_id: &::core::primitive::str,
    ) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create_in::<
            Self,
            _,
        >(
            self,
            "/v1.0/sites/{siteId}/lists/{listId}/items/{itemId}/versions/{versionId}/rows",
            "",
            "",
            [site_id, list_id, item_id, version_id],
        )
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Properties for Row {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.workbookTableRow",
        &[("index", "index")],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.value(&self.index);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some((__value0,)) = ::graph_entity::__private::ReadValues::<
            (Option<i32>,),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self { index: __value0 });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for Row {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.workbookTableRow";
    const PROJECTION: ::graph_entity::__private::Names = <Self as ::graph_entity::__private::Properties>::NAMES;
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for Row {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for Row {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
