using System.Text.Json.Nodes;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("{}", "https://s3.amazonaws.com/", "us-east-1", false)]
    [InlineData("""{"region":"eu-west-1"}""", "https://s3.eu-west-1.amazonaws.com/", "eu-west-1", false)]
    [InlineData(
        """{"s3_host":"s3.eu-central-1.amazonaws.com"}""",
        "https://s3.eu-central-1.amazonaws.com/", "eu-central-1", false)]
    [InlineData(
        """{"s3_host":"s3.dualstack.us-gov-west-1.amazonaws.com"}""",
        "https://s3.dualstack.us-gov-west-1.amazonaws.com/", "us-gov-west-1", false)]
    [InlineData(
        """{"s3_host":"s3.cn-north-1.amazonaws.com.cn"}""",
        "https://s3.cn-north-1.amazonaws.com.cn/", "cn-north-1", false)]
    [InlineData("""{"s3_host":"ceph","s3_port":"7480"}""", "https://ceph:7480/", "us-east-1", true)]
    [InlineData("""{"s3_host":"ceph","use_tls":"no"}""", "http://ceph/", "us-east-1", true)]
    [InlineData("""{"s3_host":"::1","s3_port":9000}""", "https://[::1]:9000/", "us-east-1", true)]
    [InlineData("""{"s3_host":"[::1]","region":"default"}""", "https://[::1]/", "default", true)]
    [InlineData("""{"s3_host":"ceph","url_style":"virtual_host"}""", "https://ceph/", "us-east-1", false)]
    [InlineData("""{"bucket":"a.b"}""", "https://s3.amazonaws.com/", "us-east-1", true)]
    public void Host_region_and_style_follow_from_what_is_given(
        string json, string service, string region, bool isPathStyle)
    {
        var given = JsonNode.Parse(json)!.AsObject();
        given["bucket"] ??= "backups";

        var address = Address.Of(Endpoint.Parse(given.ToJsonString(), S3Fields.All));

        Assert.Equal(new Address(new Uri(service), region, isPathStyle), address);
    }
}
