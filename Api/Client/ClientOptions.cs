namespace Shield.Api.Client;

/// <summary>How a core is reached.</summary>
/// <param name="Core">Its address, http or https; a path in it is kept as a prefix.</param>
/// <param name="Token">Sent as <c>Authorization: Bearer</c> when it is not null.</param>
/// <param name="SkipTlsChecks">Trusts any certificate: for trying things out, never for service.</param>
public sealed record ClientOptions(Uri Core, string? Token, bool SkipTlsChecks)
{
    /// <summary>How long a connection may take to be made.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a whole answer may take.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Measures the pause before something is said again.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Says where, not with which token.</summary>
    public override string ToString() => Core.ToString();
}
