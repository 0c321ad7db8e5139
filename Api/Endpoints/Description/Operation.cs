using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;

namespace Shield.Api.Endpoints.Description;

/// <summary>What an endpoint says of itself: what it takes, and what it answers.</summary>
/// <remarks>These are more than words. Whatever reads a request or writes an answer looks here whether it was
/// declared, so that an endpoint that does something else fails at its first request.</remarks>
/// <param name="endpoint">The class of the endpoint, called like <c>ListJobsEndpoint</c>.</param>
/// <param name="verb">The method of HTTP.</param>
/// <param name="access">What it asks of its callers.</param>
internal sealed class Operation(Type endpoint, string verb, Access access)
{
    private const string Suffix = "Endpoint";

    /// <summary>The method of HTTP; HEAD works where GET does.</summary>
    public string Verb { get; } = verb;

    public Access Access { get; } = access;

    /// <summary><c>listJobs</c> for <c>ListJobsEndpoint</c>.</summary>
    public string Id { get; } = char.ToLowerInvariant(endpoint.Name[0]) + endpoint.Name[1..^Suffix.Length];

    /// <summary>The folder of the endpoint.</summary>
    public string Noun { get; } = endpoint.Namespace![(endpoint.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>What it does, in a few words.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What may stand behind the question mark.</summary>
    public IReadOnlyList<QueryField> Query { get; private set; } = [];

    /// <summary>The record that a body is; null where none is looked at.</summary>
    public Type? Body { get; private set; }

    /// <summary>Whether the body may be absent.</summary>
    public bool IsBodyOptional { get; private set; }

    /// <summary>The names of what is read of a body.</summary>
    public IReadOnlySet<string> BodyFields { get; private set; } = new HashSet<string>();

    /// <summary>The record that is answered, or of which lists consist; null where the answer is text.
    /// </summary>
    public Type? Answer { get; private set; }

    /// <summary>Whether it answers bytes of any kind.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Whether it answers an array of them.</summary>
    public bool IsList { get; private set; }

    /// <summary>When it is refused with 409; null if never.</summary>
    public string? Conflict { get; private set; }

    /// <summary>Whether an ETag is answered.</summary>
    public bool HasETag { get; private set; }

    /// <summary>Whether If-Match is heeded.</summary>
    public bool HasIfMatch { get; private set; }

    /// <summary>Says what it does, in a few words.</summary>
    public Operation Does(string words)
    {
        Words = words;
        return this;
    }

    /// <summary>It reads these fields of a query, always all of them.</summary>
    public Operation Takes(params QueryField[] fields)
    {
        Query = fields;
        return this;
    }

    /// <summary>It reads a body.</summary>
    public Operation Reads<TRequest>()
    {
        Body = typeof(TRequest);
        BodyFields = WireJson.Wire.GetTypeInfo(Body)!.Properties.Select(field => field.Name).ToHashSet();
        return this;
    }

    /// <summary>It reads a body that may be absent.</summary>
    public Operation MayRead<TRequest>()
    {
        IsBodyOptional = true;
        return Reads<TRequest>();
    }

    /// <summary>It answers one of these.</summary>
    public Operation Answers<TBody>()
    {
        Answer = typeof(TBody);
        return this;
    }

    /// <summary>It answers bytes of any kind.</summary>
    public Operation AnswersBytes()
    {
        IsBytes = true;
        return this;
    }

    /// <summary>It answers an array of these.</summary>
    public Operation Lists<TBody>()
    {
        IsList = true;
        return Answers<TBody>();
    }

    /// <summary>It may make sense and be refused all the same.</summary>
    /// <param name="when">When.</param>
    public Operation Conflicts(string when)
    {
        Conflict = when;
        return this;
    }

    /// <summary>It answers an ETag.</summary>
    public Operation ShowsETag()
    {
        HasETag = true;
        return this;
    }

    /// <summary>It heeds If-Match.</summary>
    public Operation HeedsIfMatch()
    {
        HasIfMatch = true;
        return this;
    }
}

/// <summary>Finds what was declared.</summary>
internal static class Operations
{
    /// <summary>What the endpoint of this request says of itself.</summary>
    public static Operation Operation(this HttpContext context) =>
        context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();

    /// <summary>Fails, as a bug, where something happens that was not declared.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public static void EnsureDeclared(this Operation operation, bool isDeclared, string what)
    {
        if (!isDeclared) throw new InvalidOperationException($"{operation.Id} does not declare: {what}");
    }
}
