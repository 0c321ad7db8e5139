using Shield.Benchmarks.Harness;
using Shield.Servers;

namespace Shield.Benchmarks.Native;

/// <summary>A bucket of a Ceph gateway, and Amazon's command line.</summary>
internal static class S3System
{
    private const string Bucket = "measured";
    private const string Prefix = "bench";

    /// <summary>Of the form that the plugin gives to its own, so that it removes this one too.</summary>
    private const string Key = "2026/01/01/2026-01-01-000000-00000000-0000-4000-8000-000000000000";

    private const string Fill =
        """
        command -v aws >/dev/null || { echo 'aws is missing: deploy/deps.sh bench installs it' >&2; exit 1; }
        head -c "$BYTES" /dev/urandom >"$WORK/data"
        aws --endpoint-url "$URL" s3 mb "s3://$BUCKET"
        """;

    /// <summary>Newer versions send checksums that the gateway does not know, unless told not to.</summary>
    private const string Config =
        """
        [default]
        region = us-east-1
        request_checksum_calculation = when_required
        response_checksum_validation = when_required
        s3 =
          addressing_style = path

        """;

    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        // It ends with this program.
        var server = await CephServer.SharedAsync();
        var endpoint = new
        {
            s3_host = CephServer.Host,
            s3_port = server.Port,
            use_tls = false,
            access_key_id = server.Owner.KeyId,
            secret_access_key = server.Owner.Secret,
            bucket = Bucket,
            prefix = Prefix,
        };
        var credentials = $"""
            [default]
            aws_access_key_id = {server.Owner.KeyId}
            aws_secret_access_key = {server.Owner.Secret}

            """;
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] = NativeSystem.WriteEndpoint(shop, "endpoint", endpoint),
            ["AWS_SHARED_CREDENTIALS_FILE"] = NativeSystem.WritePrivate(shop, "credentials", credentials),
            ["AWS_CONFIG_FILE"] = NativeSystem.WritePrivate(shop, "config", Config),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["URL"] = $"http://{CephServer.Host}:{server.Port}",
            ["BUCKET"] = Bucket,
            ["KEY"] = Key,
            ["OBJECT"] = $"s3://{Bucket}/{Prefix}/{Key}",
        };
        return new NativeSystem(null, variables, Fill, Store, Retrieve);
    }

    private static Comparison Store { get; } = new(
        "store into a bucket",
        "`aws s3 cp - s3://…`",
        """
        cat "$WORK/data" | "$PLUGIN" store >"$FILE"
        """,
        """
        cat "$WORK/data" | aws --endpoint-url "$URL" s3 cp --only-show-errors - "$OBJECT"
        """,
        """
        if [[ -s $FILE ]]; then "$PLUGIN" purge --key "$(jq -r .key "$FILE")"; rm "$FILE"; fi
        "$PLUGIN" purge --key "$KEY"
        """,
        """
        "$PLUGIN" list | jq -s -e 'all(.bytes == (env.BYTES | tonumber))' >/dev/null
        """);

    private static Comparison Retrieve { get; } = new(
        "retrieve from a bucket",
        "`aws s3 cp s3://… -`",
        """
        "$PLUGIN" retrieve --key "$KEY" | cat >"$FILE"
        """,
        """
        aws --endpoint-url "$URL" s3 cp --only-show-errors "$OBJECT" - | cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        cmp "$FILE" "$WORK/data"
        """);
}
