using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Shield.Plugins.S3.Server;

/// <summary>Says what went wrong, and what to do about it.</summary>
/// <param name="address">Where the request went.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="certificateFault">What was wrong with the last certificate that was refused.</param>
internal sealed partial class Words(Address address, string bucket, Func<string?> certificateFault)
{
    private const int QuoteCharsMax = 300;
    private const string RegionHeader = "x-amz-bucket-region";

    public string Of(Exception fault) => fault switch
    {
        WayFailure way => Of(way.Fault),
        AmazonServiceException { StatusCode: not 0 } said => Of(said),
        HttpRequestException http => OfConnection(http),
        TimeoutException => fault.Message,
        XmlException or AmazonUnmarshallingException =>
            $"what answered is no S3 server, or broke off: check {S3Fields.Host}, {S3Fields.Port} and "
            + S3Fields.UseTls,
        { InnerException: { } inner } => Of(inner),
        _ => $"{Server} broke the connection ({Detail(fault)})",
    };

    private string Server => $"{address.Service.Host}:{address.Service.Port}";

    private string Of(AmazonServiceException said) => said.ErrorCode switch
    {
        "SignatureDoesNotMatch" => $"the server takes {S3Fields.SecretAccessKey} for wrong: check it, and "
            + $"{S3Fields.Region}",
        "InvalidAccessKeyId" => $"the server does not know {S3Fields.AccessKeyId}: check it",
        "InvalidToken" or "ExpiredToken" => $"{S3Fields.SessionToken} is wrong or has expired",
        "NoSuchBucket" => NoBucket,
        "RequestTimeTooSkewed" => "the clocks of this machine and of the server differ by more than 15 "
            + "minutes: set them, by NTP best",
        "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "PermanentRedirect"
            or "TemporaryRedirect" or "IncorrectEndpoint" or "Redirect" or "InvalidRegionName" =>
            OtherRegion(said),
        "InvalidStorageClass" => $"the server does not know this {S3Fields.StorageClass}",
        "InvalidObjectState" => "the object lies in a class that must be thawed first: have the server "
            + "restore it, then try again",
        "QuotaExceeded" => "the quota of the bucket or account is exhausted",
        "EntityTooLarge" => $"the server takes no parts of this size: set {S3Fields.PartSize}",
        "XAmzContentSHA256Mismatch" => "the server does not understand how the request is signed: set "
            + $"{S3Fields.ChunkedEncoding} to no and {S3Fields.Checksums} to when_required",
        "ObjectLockConfigurationNotFoundError" => "the bucket has no object lock: make one that has",
        _ => OfStatus(said),
    };

    private string NoBucket =>
        $"there is no bucket '{bucket}' at {Server}: make it, or correct {S3Fields.Bucket}";

    private string OfStatus(AmazonServiceException said) => said.StatusCode switch
    {
        HttpStatusCode.Forbidden => $"the server refuses it ({Code(said)}): give the account the right to, "
            + "see docs/plugins/s3.md, or remove what locks the object",
        HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => OtherRegion(said),
        // Some servers say so of a bucket that is missing, when asked for the first time.
        HttpStatusCode.MethodNotAllowed => $"there is no bucket '{bucket}' at {Server}, or something else "
            + $"than an S3 server answers: check {S3Fields.Bucket}, {S3Fields.Host} and {S3Fields.Port}",
        HttpStatusCode.ProxyAuthenticationRequired => ProxyRefuses,
        HttpStatusCode.NotImplemented => $"the server does not know this ({Code(said)})",
        HttpStatusCode.NotFound when said.ErrorCode?.StartsWith("NoSuch", StringComparison.Ordinal) == true =>
            $"it is not there ({said.ErrorCode})",
        HttpStatusCode.NotFound => $"there is no bucket at this address, or no S3 server: check "
            + $"{S3Fields.Host}, {S3Fields.Port}, {S3Fields.Bucket} and {S3Fields.UrlStyle}",
        var status when status >= HttpStatusCode.InternalServerError =>
            $"the server is in trouble ({(int)status} {Code(said)})",
        var status => $"the server refuses it ({(int)status} {Code(said)}): {Quote(said.Message)}",
    };

    private string OtherRegion(AmazonServiceException said)
    {
        var named = ExpectedRegion().Match(said.Message) is { Success: true } match
            ? match.Groups["region"].Value
            : (said.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue(RegionHeader);
        return $"the bucket is in another region than {address.Region}: set {S3Fields.Region} to "
            + (string.IsNullOrEmpty(named) ? "its own" : $"'{named}'")
            + $", and {S3Fields.Host} to that region's name";
    }

    private string OfConnection(HttpRequestException fault) => fault switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"the name {address.Service.Host} leads nowhere: check {S3Fields.Host}, {S3Fields.UrlStyle} and "
            + "the DNS",
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => ProxyRefuses,
        { InnerException: AuthenticationException } when certificateFault() is { } why =>
            $"the certificate of {Server} is refused, since {why}",
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"{Server} does not speak TLS: set {S3Fields.UseTls} to no, or correct {S3Fields.Port}",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"nobody listens at {Server}: check {S3Fields.Host} and {S3Fields.Port}, or the proxy",
        { InnerException: TimeoutException or OperationCanceledException } =>
            $"{Server} does not answer: check {S3Fields.Host}, {S3Fields.Port} and firewalls",
        _ => $"the connection to {Server} failed ({Detail(fault)})",
    };

    private static string ProxyRefuses =>
        $"the proxy refuses: check {S3Fields.Proxy}, {S3Fields.ProxyUser} and {S3Fields.ProxyPassword}";

    private static string Code(AmazonServiceException said) =>
        string.IsNullOrEmpty(said.ErrorCode) ? said.StatusCode.ToString() : Quote(said.ErrorCode);

    /// <summary>The framework's own messages are not in a native program.</summary>
    private static string Detail(Exception fault) => fault switch
    {
        SocketException socket => socket.SocketErrorCode.ToString(),
        HttpRequestException { InnerException: null } http => http.HttpRequestError.ToString(),
        HttpIOException io => io.HttpRequestError.ToString(),
        { InnerException: { } inner } => Detail(inner),
        _ => fault.GetType().Name,
    };

    /// <summary>What a server says may be a whole page.</summary>
    private static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= QuoteCharsMax ? line : line[..QuoteCharsMax] + "…";
    }

    [GeneratedRegex("expecting '(?<region>[A-Za-z0-9-]+)'")]
    private static partial Regex ExpectedRegion();
}
