using System.Text.Json.Nodes;

namespace Shield.EndToEnd.Contract;

/// <summary>An operation that the document describes.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Route">With names in braces.</param>
/// <param name="Json">What is said of it.</param>
internal sealed record ApiOperation(string Method, string Route, JsonObject Json)
{
    /// <summary>What can be in its path, its query or its headers.</summary>
    public IEnumerable<ApiParameter> Parameters(string place) =>
        (Json["parameters"]?.AsArray() ?? []).Select(one => one!.AsObject())
            .Where(one => one["in"]!.GetValue<string>() == place)
            .Select(one => new ApiParameter(
                one["name"]!.GetValue<string>(),
                one["required"]?.GetValue<bool>() ?? false,
                one["schema"]!.AsObject()));

    /// <summary>The schema of its body; null when it reads none.</summary>
    public JsonObject? Body => Json["requestBody"]?["content"]!["application/json"]!["schema"]!.AsObject();

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional => Json["requestBody"]?["required"]?.GetValue<bool>() is not true;

    public bool Answers(int status) => Json["responses"]!.AsObject().ContainsKey($"{status}");

    public override string ToString() => $"{Method} {Route}";
}

/// <summary>Something that can be in a request beside its body.</summary>
internal sealed record ApiParameter(string Name, bool IsRequired, JsonObject Schema);
