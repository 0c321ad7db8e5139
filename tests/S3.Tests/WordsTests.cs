using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Tests;

/// <summary>What servers answer that the one of these tests does not.</summary>
public sealed class WordsTests
{
    private static readonly Words Words = new(
        new Address(new Uri("https://s3.example.org:9000"), "us-east-1", true), "backups", () => null);

    [Theory]
    [InlineData(403, "RequestTimeTooSkewed", "", "the clocks of this machine and of the server differ")]
    [InlineData(403, "ExpiredToken", "", "session_token is wrong or has expired")]
    [InlineData(301, "PermanentRedirect", "", "is in another region than us-east-1: set region to its own")]
    [InlineData(
        400, "AuthorizationHeaderMalformed",
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
        "set region to 'eu-west-1'")]
    [InlineData(404, "NoSuchBucket", "", "there is no bucket 'backups' at s3.example.org:9000: make it")]
    [InlineData(405, "MethodNotAllowed", "", "there is no bucket 'backups' at s3.example.org:9000")]
    [InlineData(403, "InvalidObjectState", "", "must be thawed first")]
    [InlineData(400, "InvalidStorageClass", "", "does not know this storage_class")]
    [InlineData(403, "QuotaExceeded", "", "the quota of the bucket or account is exhausted")]
    [InlineData(503, "SlowDown", "", "the server is in trouble (503 SlowDown)")]
    [InlineData(400, "MalformedXML", "bad\nbad", "(400 MalformedXML): bad bad")]
    public void An_answer_is_put_into_words_with_what_to_do(
        int status, string code, string message, string words) =>
        Assert.Contains(words, Words.Of(Said(status, code, message)), StringComparison.Ordinal);

    [Theory]
    [InlineData(503, "SlowDown", true)]
    [InlineData(500, "InternalError", true)]
    [InlineData(400, "RequestTimeout", true)]
    [InlineData(400, "BadDigest", true)]
    [InlineData(409, "ConditionalRequestConflict", true)]
    [InlineData(429, "TooManyRequests", true)]
    [InlineData(400, "BadRequest", true)]
    [InlineData(400, "InvalidArgument", false)]
    [InlineData(501, "NotImplemented", false)]
    [InlineData(403, "AccessDenied", false)]
    [InlineData(403, "RequestTimeTooSkewed", false)]
    [InlineData(404, "NoSuchBucket", false)]
    [InlineData(412, "PreconditionFailed", false)]
    public void Only_what_may_pass_is_tried_again(int status, string code, bool mayPass) =>
        Assert.Equal(mayPass, Attempts.MayPass(Said(status, code, "")));

    [Fact]
    public void A_page_that_a_server_says_is_cut() =>
        Assert.InRange(Words.Of(Said(400, "Odd", new string('x', 100_000))).Length, 1, 500);

    private static AmazonS3Exception Said(int status, string code, string message) =>
        new(message, ErrorType.Sender, code, "request", (HttpStatusCode)status);
}
