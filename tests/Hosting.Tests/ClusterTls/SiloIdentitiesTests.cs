using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Shield.Domain.Agents;
using Shield.Testing;
using Shield.Silo.Hosting.ClusterTls;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

public sealed class SiloIdentitiesTests : IDisposable
{
    private static readonly IPEndPoint Other = IPEndPoint.Parse("10.0.0.5:11111");
    private static readonly SiloAddress Silo = SiloAddress.New(Other, 7);

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly KeptLog _log = new();
    private readonly SiloIdentities _silos;

    public SiloIdentitiesTests() => _silos = new(
        IPEndPoint.Parse("10.0.0.1:11111"),
        new Logger<SiloIdentities>(LoggerFactory.Create(logging => logging.AddProvider(_log))));

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("db1:5444", true)]
    [InlineData("DB1:9999", true)]
    [InlineData("10.0.0.5:5444", true)]
    [InlineData("[2001:db8::5]:5444", true)]
    [InlineData("db2:5444", false)]
    [InlineData("db1.example.com:5444", false)]
    [InlineData("a.wild:5444", false)]
    [InlineData("localhost:5444", false)]
    [InlineData("10.0.0.6:5444", false)]
    public void A_silo_may_be_an_agent_whose_host_its_certificate_names(string agent, bool may)
    {
        _silos.Open(Other, Names("10.0.0.5", "2001:db8:0::5", "db1", "*.wild"));

        Assert.Equal(may, MayBear(agent));
    }

    [Fact]
    public void Of_a_silo_that_was_never_met_nothing_is_believed() => Assert.False(MayBear("db1:5444"));

    [Fact]
    public void This_silo_itself_is_believed() => Assert.True(_silos.MayBear(
        SiloAddress.New(IPEndPoint.Parse("10.0.0.1:11111"), 7), AgentAddress.Parse("core1:5444")!.Value));

    [Fact]
    public void While_another_certificate_is_shown_for_the_same_silo_only_what_both_name_is_believed()
    {
        _silos.Open(Other, Names("db1", "db2"));
        var second = _silos.Open(Other, Names("db2"));

        Assert.False(MayBear("db1:5444"));
        Assert.True(MayBear("db2:5444"));

        second.Dispose();
        Assert.True(MayBear("db1:5444"));
    }

    [Fact]
    public void When_all_connections_are_closed_the_last_certificate_counts()
    {
        _silos.Open(Other, Names("db1")).Dispose();
        _silos.Open(Other, Names("db2")).Dispose();

        Assert.False(MayBear("db1:5444"));
        Assert.True(MayBear("db2:5444"));
    }

    [Fact]
    public void A_claim_that_is_not_believed_is_noted_once()
    {
        _silos.Open(Other, Names("db1"));

        for (var i = 0; i < 3; i++) MayBear("db2:5444");

        Assert.Equal(
            "silo 10.0.0.5:11111 says that it is agent db2:5444 and gets no work: its certificate does not"
            + " name db2",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public void Of_many_silos_that_are_gone_not_all_are_remembered()
    {
        _silos.Open(Other, Names("db1"));
        var names = Names("db2");

        for (var port = 1; port <= 2000; port++) _silos.Open(new(Other.Address, port), names).Dispose();

        Assert.True(MayBear("db1:5444"));
        Assert.False(_silos.MayBear(
            SiloAddress.New(new(Other.Address, 1), 7), AgentAddress.Parse("db2:5444")!.Value));
    }

    private bool MayBear(string agent) => _silos.MayBear(Silo, AgentAddress.Parse(agent)!.Value);

    private CertificateNames Names(params string[] names)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(
            _authority.Issue(_folder.Path, names).Cert);
        return CertificateNames.Of(certificate);
    }
}
