namespace Shield.Api.Endpoints.Requests;

/// <summary>How the wire writes a choice: the name of the value in lower case.</summary>
internal static class WireWords
{
    /// <summary><c>pending</c> for <c>Pending</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
