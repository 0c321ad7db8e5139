namespace Shield.Plugins.Sdk;

/// <summary>What an endpoint field holds; forms, validation and masking follow from it.</summary>
public enum EndpointFieldType
{
    /// <summary>Text of any kind; <c>string</c> on the wire.</summary>
    Text,

    /// <summary>Text that is never shown; <c>password</c>.</summary>
    Password,

    /// <summary>Yes or no, as a JSON boolean or the text true, false, yes or no; <c>bool</c>.</summary>
    Flag,

    /// <summary>A whole number, as a JSON number or its text; <c>int</c>.</summary>
    WholeNumber,

    /// <summary>A TCP port, 1 to 65535, as a JSON number or its text; <c>port</c>.</summary>
    Port,

    /// <summary>A path that begins with a slash; <c>abspath</c>.</summary>
    AbsolutePath,

    /// <summary><c>host:port</c>, an IPv6 address in brackets; <c>hostport</c>.</summary>
    HostPort,

    /// <summary>An absolute URL; <c>url</c>.</summary>
    Url,

    /// <summary>One of a list of words; <c>enum</c>.</summary>
    Choice,

    /// <summary>A certificate or key in PEM; never shown, since it may be a private key;
    /// <c>pem</c>.</summary>
    Pem,

    /// <summary>Texts: a JSON array of strings, or one string with one entry a line; <c>list</c>.</summary>
    List,
}
