using System.Text.RegularExpressions;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Server;

/// <summary>Where the server is, and how its buckets are called.</summary>
/// <param name="Service">Scheme, host and port.</param>
/// <param name="Region">For which requests are signed.</param>
/// <param name="IsPathStyle">Whether the bucket stands in the path rather than in the host.</param>
internal sealed partial record Address(Uri Service, string Region, bool IsPathStyle)
{
    private const string AnyRegion = "us-east-1";
    private const string AmazonHost = "s3.amazonaws.com";

    public static Address Of(Endpoint endpoint)
    {
        var isTls = endpoint.Flag(S3Fields.UseTls);
        var host = endpoint.RequiredText(S3Fields.Host);
        var bare = host.Trim('[', ']');
        if (Uri.CheckHostName(bare) == UriHostNameType.Unknown)
            throw Endpoint.Invalid(
                S3Fields.Host, "must be a host name or address alone, without scheme, port and path");
        var region = endpoint.Text(S3Fields.Region) ?? RegionIn(host) ?? AnyRegion;
        if (!RegionForm().IsMatch(region))
            throw Endpoint.Invalid(
                S3Fields.Region, "must have letters, digits, hyphens and underscores alone");
        // There a bucket of another region is only reached by that region's own name.
        if (host == AmazonHost && region != AnyRegion) host = bare = $"s3.{region}.amazonaws.com";
        var isIPv6 = Uri.CheckHostName(bare) == UriHostNameType.IPv6;
        var service = new UriBuilder
        {
            Scheme = isTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp,
            Host = isIPv6 ? $"[{bare}]" : host,
            Port = endpoint.Port(S3Fields.Port) ?? (isTls ? 443 : 80),
        };
        return new Address(service.Uri, region, IsInPath(endpoint, host, isTls));
    }

    private static bool IsInPath(Endpoint endpoint, string host, bool isTls) =>
        endpoint.Text(S3Fields.UrlStyle) switch
        {
            "path" => true,
            "virtual_host" => false,
            // A certificate for *.host does not cover a bucket's name that has dots.
            _ => !IsAmazon(host)
                || (isTls && endpoint.RequiredText(S3Fields.Bucket).Contains('.', StringComparison.Ordinal)),
        };

    private static bool IsAmazon(string host) =>
        host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);

    private static string? RegionIn(string host) =>
        AmazonRegion().Match(host) is { Success: true } match ? match.Groups["region"].Value : null;

    [GeneratedRegex(
        @"(^|\.)s3[.-](?:dualstack\.)?(?<region>[a-z]{2}(-[a-z]+)+-\d+)\.amazonaws\.com(\.cn)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AmazonRegion();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex RegionForm();
}
