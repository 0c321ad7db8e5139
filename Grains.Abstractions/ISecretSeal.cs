using Shield.Domain.Plugins;

namespace Shield.Grains;

/// <summary>Turns endpoints into what may be kept and sent, and back.</summary>
public interface ISecretSeal
{
    /// <summary>The masked form, and the whole of it encrypted.</summary>
    SealedEndpoint Seal(EndpointConfig endpoint);

    /// <summary>The endpoint in clear.</summary>
    /// <exception cref="Domain.ShieldException">It was sealed with a key this key ring lacks, or is
    /// damaged.</exception>
    EndpointConfig Open(SealedEndpoint endpoint);
}
