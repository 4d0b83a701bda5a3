using Hatchery.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hatchery.Server.Api;

/// <summary>Reads a request's body within bounds.</summary>
static class RequestBody
{
    const int ChunkBytes = 16 * 1024;

    /// <param name="bytesMax">More is refused.</param>
    /// <param name="readMax">How much of what is too large is read, and forgotten: a client that is still sending would see a broken connection, not the answer.</param>
    /// <exception cref="AwsError">RequestEntityTooLargeException, or InvalidRequestException for a body that doesn't come as HTTP wants it.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, int bytesMax, int readMax, Func<AwsError> tooLarge)
    {
        // Kestrel counts from here on, with and without a Content-Length.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = readMax;
        try
        {
            using var body = new MemoryStream();
            var total = 0L;
            var chunk = new byte[ChunkBytes];
            while (await http.Request.Body.ReadAsync(chunk, http.RequestAborted) is > 0 and var read)
            {
                total += read;
                if (total <= bytesMax)
                {
                    body.Write(chunk, 0, read);
                }
            }

            return total <= bytesMax ? body.GetBuffer().AsMemory(0, (int)body.Length) : throw tooLarge();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw tooLarge();
        }
        catch (BadHttpRequestException e)
        {
            throw AwsError.InvalidRequest(e.StatusCode == StatusCodes.Status408RequestTimeout ? "The request body arrived too slowly" : "The request body is not framed as HTTP wants it");
        }
    }
}
