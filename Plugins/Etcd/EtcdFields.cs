using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd;

/// <summary>The endpoint's fields (docs/plugins/etcd.md).</summary>
internal static class EtcdFields
{
    public const string Urls = "etcd_urls";
    public const string Username = "etcd_username";
    public const string Password = "etcd_password";
    public const string CaCert = "etcd_ca_cert";
    public const string ClientCert = "etcd_client_cert";
    public const string ClientKey = "etcd_client_key";
    public const string Prefix = "etcd_prefix";

    public static IReadOnlyList<EndpointField> All { get; } =
    [
        Field(Urls, EndpointFieldType.List, "Client URLs", "The first that answers is used.") with
        {
            Default = "http://127.0.0.1:2379",
            Example = "https://etcd1.example.org:2379",
        },
        Field(Username, EndpointFieldType.Text, "User", "Empty where the cluster asks for none."),
        Field(Password, EndpointFieldType.Password, "Password", "The user's."),
        Field(CaCert, EndpointFieldType.Pem, "Certificate authority",
            "Who vouches for the server; empty for whom the agent's machine trusts."),
        Field(ClientCert, EndpointFieldType.Pem, "Client certificate", "Where the server asks for one."),
        Field(ClientKey, EndpointFieldType.Pem, "Its key", "Of the client certificate."),
        Field(Prefix, EndpointFieldType.Text, "Prefix",
            "What the keys begin with that are backed up, and replaced by a restore; empty for all.") with
        {
            Example = "/app/",
        },
    ];

    private static EndpointField Field(string name, EndpointFieldType type, string title, string help) =>
        new() { Mode = PluginMode.Target, Name = name, Type = type, Title = title, Help = help };
}
