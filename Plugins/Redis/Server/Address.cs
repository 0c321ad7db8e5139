using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>Where the server is, and who asks.</summary>
internal sealed class Address
{
    private Address(Endpoint endpoint)
    {
        Host = endpoint.RequiredText(RedisFields.Host);
        Port = endpoint.Port(RedisFields.Port)!.Value;
        Username = endpoint.Text(RedisFields.Username);
        Password = endpoint.Text(RedisFields.Password);
        Trust = endpoint.Flag(RedisFields.Tls) ? Trust.Read(endpoint) : null;
        Certificate = Trust.ReadCertificate(endpoint);
    }

    public string Host { get; }

    public int Port { get; }

    public string? Username { get; }

    public string? Password { get; }

    /// <summary>Null where the port does not speak TLS.</summary>
    public Trust? Trust { get; }

    /// <summary>Who we are in TLS; null for nobody.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate { get; }

    public bool IsSocket => Host.StartsWith('/');

    /// <summary>For messages.</summary>
    public string Where => IsSocket ? $"the server at {Host}" : $"the server at {Host}:{Port}";

    public static Address Of(Endpoint endpoint)
    {
        if (endpoint.Text(RedisFields.Username) is not null && endpoint.Text(RedisFields.Password) is null)
            throw new PluginException(
                PluginExit.FieldMissing,
                $"endpoint field '{RedisFields.Password}' is required with '{RedisFields.Username}'");
        return new Address(endpoint);
    }

    /// <summary>Never the password.</summary>
    public override string ToString() => Where;
}
