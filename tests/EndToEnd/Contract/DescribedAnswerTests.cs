using Shield.EndToEnd.Kills;

namespace Shield.EndToEnd.Contract;

/// <summary>What the document allows is answered, and every answer is as the document says, by a validator
/// that is not ours.</summary>
public sealed class DescribedAnswerTests : IClassFixture<DescribedService>
{
    /// <summary>How often each operation is asked, each time with something else.</summary>
    private const int Rounds = 8;

    private readonly ApiCaller _caller;
    private readonly ApiDocument _document;
    private readonly ValidRequests _requests;

    public DescribedAnswerTests(DescribedService one, ITestOutputHelper output)
    {
        var seed = Moments.Seed;
        output.WriteLine($"SHIELD_TEST_SEED={seed}");
        (_caller, _document) = (one.Caller, one.Document);
        _requests = new ValidRequests(new Samples(_document, new Random(seed)), one.Furniture);
    }

    [Fact]
    public async Task Whatever_the_document_allows_is_answered_as_it_says()
    {
        var faults = new List<string>();
        foreach (var operation in _document.Operations)
        {
            var done = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var request = await _requests.MakeAsync(operation);
                var answer = await _caller.SendAsync(request);
                if (answer.Status == 200) done++;
                else if (answer.Status != 409) faults.Add($"{request} is allowed and answered {answer}");
                if (_document.FaultOf(operation, answer) is { } fault) faults.Add(fault);
            }

            if (done == 0) faults.Add($"{operation} was never done");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(_document.Operations.Count > 45, "the document has lost operations");
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_request_is_a_refusal_that_the_document_names()
    {
        var faults = new List<string>();
        foreach (var operation in _document.Operations)
        {
            var path = await _requests.PathAsync(operation);
            // Without headers: the same key with another body is a fault of its own.
            var right = await _requests.MakeBareAsync(operation, path);
            foreach (var (status, request) in Wrong(operation, right))
            {
                var answer = await _caller.SendAsync(request);
                if (answer.Status != status) faults.Add($"{request} is answered {answer}, not {status}");
                if (_document.FaultOf(operation, answer) is { } fault) faults.Add(fault);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IEnumerable<(int Status, ApiRequest Request)> Wrong(
        ApiOperation operation, ApiRequest right)
    {
        foreach (var parameter in operation.Parameters("path"))
        {
            if (parameter.Name == "uuid") yield return (400, right with { Address = At(operation, "x") });
            var unknown = parameter.Name == "uuid" ? Guid.NewGuid().ToString() : "unknown:1";
            yield return (404, right with { Address = At(operation, unknown) });
        }

        foreach (var parameter in operation.Parameters("query").Where(one => one.Schema["maxLength"] is null))
        {
            var address = right.Address.Split('?')[0] + $"?{parameter.Name}=%20wrong";
            yield return (400, right with { Address = address });
        }

        foreach (var parameter in operation.Parameters("header"))
        {
            yield return (400, right with { Headers = [(parameter.Name, "a b")], Body = null });
        }

        if (operation.Body is null) yield break;
        yield return (400, right with { Body = "["u8.ToArray() });
        yield return (400, right with { Body = "[]"u8.ToArray() });
        yield return (413, right with { Body = new byte[(1024 * 1024) + 1] });
        if (!operation.IsBodyOptional) yield return (400, right with { Body = null });
    }

    private static string At(ApiOperation operation, string thing) =>
        string.Join('/', operation.Route.Split('/').Select(part => part.StartsWith('{') ? thing : part));
}
