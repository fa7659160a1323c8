using Microsoft.AspNetCore.Http.Features;

namespace App.Api;

/// <summary>Reads the multipart form of an upload. A form that cannot be read, or is over its bound, is the caller's fault and not the application's.</summary>
internal static class UploadForm
{
    /// <summary>The form; empty when the body is none. Null with true when it is over the bound, with false when it cannot be read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Bytes of a part at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<(IFormCollection? Form, bool IsTooLarge)> ReadAsync(HttpRequest request, long most, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (FormCollection.Empty, false);
        }

        try
        {
            return (await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = most }, cancellationToken), false);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, true);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // One exception for a boundary that never comes and for a part that never ends: only its words tell them apart.
            return (null, exception.Message.Contains("length limit", StringComparison.OrdinalIgnoreCase));
        }
    }
}
