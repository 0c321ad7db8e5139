using Amazon.Runtime;
using Amazon.S3;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Server;

/// <summary>The bucket of an endpoint, ready to be asked.</summary>
internal sealed class Bucket : IDisposable
{
    private const int NameCharsMax = 255;
    private const int SendBytes = 128 * 1024;

    private readonly WebAccess _web;

    private Bucket(Endpoint endpoint, TimeProvider clock, Action<string> say)
    {
        if (endpoint.Text(S3Fields.SignatureVersion) == "2")
            throw Endpoint.Invalid(
                S3Fields.SignatureVersion, "is 2, which this plugin does not have: every server takes 4");
        Address = Address.Of(endpoint);
        Keeping = Keeping.Of(endpoint);
        Name = endpoint.RequiredText(S3Fields.Bucket);
        if (Name.Length > NameCharsMax || Name.Any(c => c is '/' or '?' or '#' || c <= ' '))
            throw Endpoint.Invalid(S3Fields.Bucket, "must be a name alone, without slashes and blanks");
        Prefix = PrefixOf(endpoint);
        PartMiB = PartMiBOf(endpoint);
        ComparesEtags = endpoint.Flag(S3Fields.CompareEtags);
        IsChunked = endpoint.Flag(S3Fields.ChunkedEncoding);
        _web = new WebAccess(endpoint);
        (Clock, Say) = (clock, say);
        Attempts = new Attempts(new Words(Address, Name, () => _web.CertificateFault), clock, say);
        S3 = new AmazonS3Client(Credentials(endpoint), Configuration(endpoint));
    }

    public AmazonS3Client S3 { get; }

    public Address Address { get; }

    public string Name { get; }

    /// <summary>Empty, or with a slash at its end.</summary>
    public string Prefix { get; }

    public Keeping Keeping { get; }

    public Attempts Attempts { get; }

    public TimeProvider Clock { get; }

    /// <summary>Takes a line for people.</summary>
    public Action<string> Say { get; }

    /// <summary>The size that all parts shall have; null lets them grow.</summary>
    public int? PartMiB { get; }

    public bool ComparesEtags { get; }

    public bool IsChunked { get; }

    public static Bucket Of(Endpoint endpoint, TimeProvider clock, Action<string> say) =>
        new(endpoint, clock, say);

    /// <summary>The object's whole name in the bucket.</summary>
    public string NameOf(ObjectKey key) => Prefix + key.Text;

    public void Dispose()
    {
        S3.Dispose();
        _web.Dispose();
    }

    private static string PrefixOf(Endpoint endpoint)
    {
        var prefix = endpoint.Text(S3Fields.Prefix)?.Trim('/') ?? "";
        if (prefix.Length == 0) return "";
        // Servers and proxies shorten such paths, and then the signature is wrong.
        if (prefix.Any(char.IsControl) || prefix.Split('/').Any(s => s is "" or "." or ".."))
            throw Endpoint.Invalid(
                S3Fields.Prefix, "must have no control characters and no parts that are empty, . or ..");
        return prefix + "/";
    }

    private static int? PartMiBOf(Endpoint endpoint) => endpoint.WholeNumber(S3Fields.PartSize) switch
    {
        null => null,
        >= Uploads.PartSizes.MiBMin and <= Uploads.PartSizes.MiBMax and var size => (int)size,
        _ => throw Endpoint.Invalid(
            S3Fields.PartSize, $"must be {Uploads.PartSizes.MiBMin} to {Uploads.PartSizes.MiBMax}"),
    };

    private static AWSCredentials Credentials(Endpoint endpoint)
    {
        var id = endpoint.RequiredText(S3Fields.AccessKeyId);
        var secret = endpoint.RequiredText(S3Fields.SecretAccessKey);
        return endpoint.Text(S3Fields.SessionToken) is { } token
            ? new SessionAWSCredentials(id, secret, token)
            : new BasicAWSCredentials(id, secret);
    }

    private AmazonS3Config Configuration(Endpoint endpoint)
    {
        var isPlain = endpoint.Text(S3Fields.Checksums) != "when_supported";
        return new AmazonS3Config
        {
            ServiceURL = Address.Service.ToString(),
            ForcePathStyle = Address.IsPathStyle,
            AuthenticationRegion = Address.Region,
            HttpClientFactory = _web,
            Timeout = Timeout.InfiniteTimeSpan,
            BufferSize = SendBytes,
            // What is repeated, when and how often is said in one place, our own.
            MaxErrorRetry = 0,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            DisableLogging = true,
            RequestChecksumCalculation = isPlain
                ? RequestChecksumCalculation.WHEN_REQUIRED
                : RequestChecksumCalculation.WHEN_SUPPORTED,
            ResponseChecksumValidation = isPlain
                ? ResponseChecksumValidation.WHEN_REQUIRED
                : ResponseChecksumValidation.WHEN_SUPPORTED,
        };
    }
}
