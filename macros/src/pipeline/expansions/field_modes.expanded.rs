#[automatically_derived]
impl ::graph_entity::__private::Properties for User {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.user",
        &[
            ("id", "id"),
            ("mailNickname", "mail_nickname"),
            ("passwordProfile", "password_profile"),
            ("transactionId", "transaction_id"),
            ("displayName", "display_name"),
            ("manager", "manager"),
            ("memberOf", "groups"),
            ("ownedDevices@odata.bind", "owned_devices"),
        ],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.create_only(&self.id);
        __writer.create_rule(&self.mail_nickname, short);
        __writer.create_required(&self.mail_nickname);
        __writer.value(&self.password_profile);
        __writer.create_rule(&self.transaction_id, short);
        __writer.idempotency_key(&self.transaction_id);
        __writer.value(&self.display_name);
        <Option<
            Box<User>,
        > as ::graph_entity::__private::Expanded>::read_only(&self.manager, __writer);
        <Option<
            Vec<Group>,
        > as ::graph_entity::__private::Expanded>::create_only(&self.groups, __writer);
        __writer.references(&self.owned_devices);
        __writer.create_only(&self.owned_devices);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some(
            (
                __value0,
                __value1,
                __value2,
                __value3,
                __value4,
                __value5,
                __value6,
                __value7,
            ),
        ) = ::graph_entity::__private::ReadValues::<
            (
                Option<String>,
                Option<String>,
                Option<PasswordProfile>,
                Option<String>,
                Option<String>,
                Option<Box<User>>,
                Option<Vec<Group>>,
                Vec<String>,
            ),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                id: __value0,
                mail_nickname: __value1,
                password_profile: __value2,
                transaction_id: __value3,
                display_name: __value4,
                manager: __value5,
                groups: __value6,
                owned_devices: __value7,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for User {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.user";
    const PROJECTION: ::graph_entity::__private::Names = &[
        ("id", "id"),
        ("mailNickname", "mail_nickname"),
        ("transactionId", "transaction_id"),
        ("displayName", "display_name"),
        ("ownedDevices@odata.bind", "owned_devices"),
    ];
    fn expansions(__expansions: &mut ::graph_entity::__private::Expansions) {
        ::graph_entity::__private::ExpandProperty::<Option<Box<User>>>::QUIET
            .to(__expansions, "manager");
        ::graph_entity::__private::ExpandProperty::<Option<Vec<Group>>>::QUIET
            .to(__expansions, "memberOf");
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for User {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for User {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
