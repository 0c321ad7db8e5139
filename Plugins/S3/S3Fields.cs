using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class S3Fields
{
    public const string Host = "s3_host";
    public const string Port = "s3_port";
    public const string AccessKeyId = "access_key_id";
    public const string SecretAccessKey = "secret_access_key";
    public const string SessionToken = "session_token";
    public const string Bucket = "bucket";
    public const string Prefix = "prefix";
    public const string Region = "region";
    public const string UrlStyle = "url_style";
    public const string SignatureVersion = "signature_version";
    public const string UseTls = "use_tls";
    public const string SkipSslValidation = "skip_ssl_validation";
    public const string CaCert = "ca_cert";
    public const string Proxy = "proxy";
    public const string ProxyUser = "proxy_user";
    public const string ProxyPassword = "proxy_password";
    public const string StorageClass = "storage_class";
    public const string CannedAcl = "canned_acl";
    public const string Encryption = "server_side_encryption";
    public const string KmsKeyId = "sse_kms_key_id";
    public const string CustomerKey = "sse_customer_key";
    public const string ObjectLockMode = "object_lock_mode";
    public const string ObjectLockDays = "object_lock_days";
    public const string PartSize = "part_size_mib";
    public const string Checksums = "checksums";
    public const string ChunkedEncoding = "chunked_encoding";
    public const string CompareEtags = "compare_etags";

    public static IReadOnlyList<EndpointField> All =>
        [.. Place, .. Identity, .. Way, .. Kept, .. Locked, .. Dialect];

    private static EndpointField[] Place { get; } =
    [
        Text(Host, "Host", "The server, without scheme, port and path.") with
        {
            Default = "s3.amazonaws.com", Example = "s3.example.org",
        },
        new()
        {
            Mode = PluginMode.Store, Name = Port, Type = EndpointFieldType.Port, Title = "Port",
            Placeholder = "443", Example = "443", Help = "Empty means 443, or 80 without TLS.",
        },
        Text(Bucket, "Bucket", "The bucket; it must exist.") with
        {
            Required = true, Placeholder = "backups", Example = "backups",
        },
        Text(Prefix, "Prefix", "Archives are kept below it. Empty means the top of the bucket.") with
        {
            Placeholder = "shield", Example = "shield/production",
        },
        Text(Region, "Region", "As the server calls it. Empty means the one in an Amazon host name, else "
            + "us-east-1, which servers without regions take.") with
        {
            Placeholder = "us-east-1", Example = "eu-central-1",
        },
        Choice(UrlStyle, "Style of URLs", "auto", ["auto", "path", "virtual_host"],
            "path is https://host/bucket, virtual_host is https://bucket.host. auto is the second for "
            + "Amazon, and the first for all others."),
    ];

    private static EndpointField[] Identity { get; } =
    [
        Text(AccessKeyId, "Access key id", "Names the account.") with
        {
            Required = true, Example = "AKIAIOSFODNN7EXAMPLE",
        },
        Secret(SecretAccessKey, "Secret access key", "Proves the account.") with { Required = true },
        Secret(SessionToken, "Session token", "Comes with temporary keys only."),
        Choice(SignatureVersion, "Version of signatures", "4", ["4", "2"],
            "4 is the only one: 2 is refused, since no server needs it any more."),
    ];

    private static EndpointField[] Way { get; } =
    [
        Flag(UseTls, "TLS", "true", "Without it archives travel in clear."),
        Flag(SkipSslValidation, "Trust every certificate", "false",
            "Anybody on the way can then pose as the server. Better give its certificate authority."),
        new()
        {
            Mode = PluginMode.Store, Name = CaCert, Type = EndpointFieldType.Pem,
            Title = "Certificate authority",
            Help = "Who vouches for the server, and nobody else. Empty means those whom the agent's "
                + "machine trusts.",
        },
        new()
        {
            Mode = PluginMode.Store, Name = Proxy, Type = EndpointFieldType.Url, Title = "Proxy",
            Placeholder = "http://proxy.example.org:3128", Example = "socks5://127.0.0.1:1080",
            Help = "http, https, socks4 or socks5, without user and password. Empty means none, whatever "
                + "the agent's environment says.",
        },
        Text(ProxyUser, "User of the proxy", "Where the proxy asks for one."),
        Secret(ProxyPassword, "Password of the proxy", "Where the proxy asks for one."),
    ];

    private static EndpointField[] Kept { get; } =
    [
        Text(StorageClass, "Storage class", "As the server calls it. Classes that must be thawed before "
            + "they can be read make restores fail until somebody has done that.") with
        {
            Placeholder = "STANDARD", Example = "STANDARD_IA",
        },
        Choice(CannedAcl, "Access control list", "none",
            ["none", "private", "bucket-owner-read", "bucket-owner-full-control"],
            "For buckets of another account. none sends none."),
        Choice(Encryption, "Encryption by the server", "none", ["none", "AES256", "aws:kms", "customer"],
            "none leaves it to the bucket; customer sends a key of yours with each request."),
        Text(KmsKeyId, "Id of the KMS key", "With aws:kms only. Empty means the account's own."),
        Secret(CustomerKey, "Key of the customer", "With customer only: 32 bytes in base64. Without it "
            + "nothing can be restored: keep a copy. `openssl rand -base64 32` makes one."),
    ];

    private static EndpointField[] Locked { get; } =
    [
        Choice(ObjectLockMode, "Object lock", "none", ["none", "GOVERNANCE", "COMPLIANCE"],
            "Nobody can remove an archive before its time; the bucket must have object lock."),
        Number(ObjectLockDays, "Days locked", "With an object lock: 1 to 36500 days. Retention that is "
            + "shorter is tried again until the lock ends.") with { Example = "30" },
    ];

    private static EndpointField[] Dialect { get; } =
    [
        Number(PartSize, "Size of parts", "MiB, 5 to 1024. Empty means that they grow, so that 5 TiB fit "
            + "into 10,000; otherwise an archive has at most 10,000 of this size.") with { Example = "64" },
        Choice(Checksums, "Checksums of the SDK", "when_required", ["when_required", "when_supported"],
            "when_supported sends CRC32 besides; many servers do not know it."),
        Flag(ChunkedEncoding, "Chunked encoding", "false", "aws-chunked; many servers do not know it."),
        Flag(CompareEtags, "Compare ETags", "true", "Whether an archive counts as stored only if the "
            + "server's ETag is what it should be, where it is made of MD5s."),
    ];

    private static EndpointField Text(string name, string title, string help) => new()
    {
        Mode = PluginMode.Store, Name = name, Type = EndpointFieldType.Text, Title = title, Help = help,
    };

    private static EndpointField Secret(string name, string title, string help) =>
        Text(name, title, help) with { Type = EndpointFieldType.Password };

    private static EndpointField Number(string name, string title, string help) =>
        Text(name, title, help) with { Type = EndpointFieldType.WholeNumber };

    private static EndpointField Flag(string name, string title, string byDefault, string help) =>
        Text(name, title, help) with { Type = EndpointFieldType.Flag, Default = byDefault };

    private static EndpointField Choice(
        string name, string title, string byDefault, IReadOnlyList<string> words, string help) =>
        Text(name, title, help) with
        {
            Type = EndpointFieldType.Choice, Default = byDefault, Enum = words,
        };
}
