using System.Security.Cryptography.X509Certificates;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Why a certificate is not accepted, as the end of a sentence about it.</summary>
internal static class ChainFaults
{
    /// <summary>The gravest of what is wrong.</summary>
    public static string Explain(X509Chain chain)
    {
        var found = chain.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status);
        if (Has(found, X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
            | X509ChainStatusFlags.NotSignatureValid))
        {
            return "is not of the authority in SHIELD_SILO_CA";
        }

        if (Has(found, X509ChainStatusFlags.NotTimeValid)) return Dates(chain);
        return Has(found, X509ChainStatusFlags.NotValidForUsage)
            ? "is not for this use: it must be for serverAuth and for clientAuth"
            : $"is not valid: {found}";
    }

    private static string Dates(X509Chain chain)
    {
        var wrong = chain.ChainElements.FirstOrDefault(element => element.ChainElementStatus.Any(
            status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))?.Certificate
            ?? chain.ChainElements[0].Certificate;
        var (from, to) = (wrong.NotBefore.ToUniversalTime(), wrong.NotAfter.ToUniversalTime());
        var isOwn = ReferenceEquals(wrong, chain.ChainElements[0].Certificate);
        var which = isOwn ? "" : "has an authority that ";
        return $"{which}is valid from {from:u} to {to:u} only";
    }

    private static bool Has(X509ChainStatusFlags found, X509ChainStatusFlags any) =>
        (found & any) != X509ChainStatusFlags.NoError;
}
