using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shield.Plugins.S3.Tests;

/// <summary>The rights that docs/plugins/s3.md asks for suffice, and each is needed.</summary>
public sealed partial class RightsTests : ServerTests
{
    private JsonObject AsGuest => Box.Endpoint(e =>
    {
        e["access_key_id"] = Server.Guest.KeyId;
        e["secret_access_key"] = Server.Guest.Secret;
        e["prefix"] = "shield";
    });

    [Fact]
    public async Task The_documented_policy_suffices_for_everything()
    {
        await AllowAsync(without: null);

        Box.Good(AsGuest, """
            "$s3" validate
            noise 20000000 >data; key=$(store <data); "$s3" retrieve -k "$key" | cmp - data
            test "$("$s3" list | jq -r .key)" = "$key"
            "$s3" purge -k "$key"; test -z "$(objects)"
            small=$(echo x | store); "$s3" purge -k "$small"; test -z "$(objects)"
            """);
        Assert.DoesNotContain(
            "warning: what", Box.Run(AsGuest, "echo x | store").Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3:PutObject", "may not store (s3:PutObject)")]
    [InlineData("s3:DeleteObject", "may not purge (s3:DeleteObject")]
    [InlineData("s3:ListBucket", "may not list (s3:ListBucket)")]
    [InlineData("s3:AbortMultipartUpload", "s3:AbortMultipartUpload")]
    [InlineData("s3:ListBucketMultipartUploads", "may not list uploads (s3:ListBucketMultipartUploads)")]
    public async Task A_right_that_is_missing_is_named(string right, string words)
    {
        await AllowAsync(right);

        var (exit, _, errors) = Box.Run(AsGuest, "\"$s3\" validate");

        Assert.Equal(4, exit);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_any_rights_is_told_of_all()
    {
        var (exit, _, errors) = Box.Run(AsGuest, "\"$s3\" validate");

        Assert.Equal(4, exit);
        foreach (var right in new[] { "s3:PutObject", "s3:ListBucket)", "s3:ListBucketMultipartUploads" })
            Assert.True(errors.Contains(right, StringComparison.Ordinal), $"no {right} in: {errors}");
    }

    /// <summary>Puts the policy of the page on this bucket, for the guest.</summary>
    private async Task AllowAsync(string? without)
    {
        var page = Box.Good("cat \"$root/docs/plugins/s3.md\"");
        var policy = JsonNode.Parse(Policy().Match(page).Groups["json"].Value
            .Replace("BUCKET", Box.BucketName, StringComparison.Ordinal))!;
        foreach (var statement in policy["Statement"]!.AsArray())
        {
            statement!["Principal"] = JsonNode.Parse("""{"AWS": ["arn:aws:iam:::user/guest"]}""");
            var actions = statement["Action"]!.AsArray();
            statement["Action"] = JsonSerializer.SerializeToNode(
                actions.Select(action => (string)action!).Where(action => action != without).ToArray());
        }

        using var bucket = Box.Bucket();
        await bucket.S3.PutBucketPolicyAsync(bucket.Name, policy.ToJsonString());
    }

    [GeneratedRegex(@"```json\n(?<json>\{\s*""Version"".*?)```", RegexOptions.Singleline)]
    private static partial Regex Policy();
}
