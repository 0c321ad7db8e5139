using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Shield.Api.Endpoints.Description;
using Shield.Domain;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Takes the body of a request in, whole and within its limit.</summary>
internal static class RequestBody
{
    /// <summary>The fields of the body; none when there is no body.</summary>
    /// <exception cref="ShieldException">It is too large.</exception>
    /// <exception cref="FaultyRequestException">It is not a JSON object.</exception>
    public static async Task<BodyFields> ReadFieldsAsync(
        this HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(context.Request, cancellationToken);
        return BodyFields.Parse(bytes, context.Operation().BodyFields);
    }

    /// <summary>The bytes of the body, which can be read once more afterwards.</summary>
    /// <exception cref="ShieldException">It is too large.</exception>
    public static async Task<byte[]> KeepBodyAsync(
        this HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(context.Request, cancellationToken);
        context.Request.Body = new MemoryStream(bytes, writable: false);
        return bytes;
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // The limit is ours: the server's own would cut the connection before the answer is read.
        var limit = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = null;
        if (request.ContentLength > RequestLimits.BodyBytesMax) throw TooLarge();

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var isTooLarge = read.Buffer.Length > RequestLimits.BodyBytesMax;
            if (isTooLarge || read.IsCompleted)
            {
                var bytes = isTooLarge ? [] : read.Buffer.ToArray();

                // The server passes over what is left only if what came so far has been taken.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return isTooLarge ? throw TooLarge() : bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ShieldException TooLarge() => new(
        Reason.TooLarge,
        $"the body is larger than {RequestLimits.BodyBytesMax} bytes",
        "send less");
}
