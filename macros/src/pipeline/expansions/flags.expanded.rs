#[automatically_derived]
impl ::graph_entity::GraphEnum for Days {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.dayOfWeek";
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["monday", "tuesday"];
    fn as_str(&self) -> &::core::primitive::str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
        }
    }
    fn from_index(__index: ::core::primitive::usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(
            match __index {
                0usize => Self::Monday,
                1usize => Self::Tuesday,
                _ => return ::core::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl ::graph_entity::GraphFlags for Days {}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for Days {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::write_member(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for Days {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::read_member(__deserializer)
    }
}
