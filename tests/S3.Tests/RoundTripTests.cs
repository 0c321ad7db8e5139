using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Shield.Plugins.S3.Objects;

namespace Shield.Plugins.S3.Tests;

public sealed class RoundTripTests : ServerTests
{
    private const string Uuid = "0b3c2c0e-3d5a-4c57-9d6b-6a1f6d0f8a11";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(16 << 20)]
    [InlineData((16 << 20) + 1)]
    [InlineData(50_000_001)]
    public void What_is_stored_is_retrieved_and_another_program_reads_the_same(int bytes)
    {
        var json = JsonNode.Parse(Box.Good($"noise {bytes} >data; \"$s3\" store <data"))!;

        Assert.Equal(bytes, (long)json["bytes"]!);
        Assert.Equal(Box.Good("sha256sum <data | cut -c1-64"), (string)json["sha256"]!);
        Box.Good($"""
            "$s3" retrieve -k {json["key"]} | cmp - data
            other get s3://$bucket/some/where/{json["key"]} by-other >log; cmp by-other data
            """);
        Assert.Empty(Box.Good("uploads"));
    }

    [Fact]
    public void A_key_holds_the_time_and_the_uuid_of_its_archive_and_the_object_lies_below_the_prefix()
    {
        var key = Box.Good($"export SHIELD_ARCHIVE_UUID={Uuid}; echo hello | store");

        Assert.Matches(@"^\d{4}/\d\d/\d\d/\d{4}-\d\d-\d\d-\d{6}-" + Uuid + "$", key);
        var time = DateTime.ParseExact(
            key[11..28], "yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture);
        Assert.InRange(time, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2), DateTime.MaxValue);
        Assert.Equal(key[..11], time.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture));
        Assert.Equal($"s3://{Box.BucketName}/some/where/{key}", Box.Good("objects"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("with blank/and+plus&%41=ü")]
    [InlineData("/slashes//")]
    public void Any_prefix_works(string? prefix)
    {
        var endpoint = Box.Endpoint(e => e["prefix"] = prefix);

        Assert.Empty(Box.Good(endpoint, """
            noise 20000000 >data; key=$(store <data)
            "$s3" retrieve -k "$key" | cmp - data
            test "$("$s3" list | jq -r .key)" = "$key"
            "$s3" purge -k "$key"
            objects
            """));
    }

    [Fact]
    public async Task List_shows_every_archive_of_many_pages_and_nothing_else()
    {
        using var bucket = Box.Bucket();
        var keys = Enumerable.Range(0, 1005)
            .Select(i => new DateTimeOffset(2026, 1, 1 + (i % 28), 0, 0, 0, TimeSpan.Zero))
            .Select(moment => ObjectKey.Make(moment, Guid.NewGuid()).Text)
            .ToList();
        string[] others =
        [
            "some/whereelse/" + keys[0], "some/where/notes", "some/where/" + keys[0] + ".old", keys[0],
            "some/where/2020/02/30/2020-02-30-000000-" + Uuid, "some/where/sub/" + keys[0],
            "some/where/a b+c\n",
        ];
        await Parallel.ForEachAsync(
            keys.Select(key => "some/where/" + key).Concat(others),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (name, token) => await bucket.S3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket.Name, Key = name, ContentBody = "12345", UseChunkEncoding = false,
                },
                token));

        var listed = Box.Good("\"$s3\" list").Split('\n').Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(
            keys.Order(StringComparer.Ordinal),
            listed.Select(json => (string)json["key"]!).Order(StringComparer.Ordinal));
        Assert.All(listed, json => Assert.Equal(5, (long)json["bytes"]!));
        var oldest = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        Assert.All(listed, json => Assert.InRange(
            DateTimeOffset.Parse((string)json["modified"]!, CultureInfo.InvariantCulture),
            oldest, oldest.AddMinutes(10)));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("secret")]
    [InlineData("/etc/passwd")]
    [InlineData("2020/01/01/2020-01-01-000000-" + Uuid)]
    [InlineData("2020/01/01/2020-01-02-000000-" + Uuid)]
    [InlineData("2020/01/01/2020-01-01-000000-" + Uuid + "/..")]
    public void A_key_that_is_none_of_an_archive_here_is_refused_and_no_other_object_is_touched(string key)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $"""
            echo top >secret
            for name in some/secret some/where/secret; do other put secret "s3://$bucket/$name" >log; done
            "$s3" purge -k '{key}' || true
            "$s3" retrieve -k '{key}'
            """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains("there is no object with this key", errors, StringComparison.Ordinal);
        Assert.Equal(2, Box.Good("objects").Split('\n').Length);
    }
}
