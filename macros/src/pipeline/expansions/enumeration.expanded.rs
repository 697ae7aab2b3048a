#[automatically_derived]
impl ::graph_entity::GraphEnum for Importance {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.importance";
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "low",
        "normal",
        "high",
    ];
    fn as_str(&self) -> &::core::primitive::str {
        match self {
            Self::Low => "low",
            Self::Usual => "normal",
            Self::High => "high",
            Self::Other(__name) => {
                <String as ::graph_entity::__private::Kept>::as_str(__name)
            }
        }
    }
    fn from_index(__index: ::core::primitive::usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(
            match __index {
                0usize => Self::Low,
                1usize => Self::Usual,
                2usize => Self::High,
                _ => return ::core::option::Option::None,
            },
        )
    }
    fn from_unknown(__name: &::core::primitive::str) -> ::core::option::Option<Self> {
        ::graph_entity::__private::KeepMember::<String>::QUIET
            .of(__name)
            .map(Self::Other)
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for Importance {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::write_member(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for Importance {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::read_member(__deserializer)
    }
}
