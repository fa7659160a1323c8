using System.Globalization;
using App.Api;
using App.Core.Operations;
using App.Core.Results;
using App.Hosting;

namespace App.Features.Limits;

/// <summary>The answer to what was done too often: problem details to programs, a page to readers, the header to all.</summary>
internal sealed class TooManyRequests(Error error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var seconds = RateErrors.SecondsOf(error) ?? 1;
        if (Audience.IsReader(httpContext.Request))
        {
            SetHeader(httpContext.Response, error);
            return new StatusPage(StatusCodes.Status429TooManyRequests, plain: true, wait: RateErrors.InWords(TimeSpan.FromSeconds(seconds))).ExecuteAsync(httpContext);
        }

        return ApiProblems.From([error]).ExecuteAsync(httpContext);
    }

    /// <summary>Says how long to wait, when that is what an error is about.</summary>
    public static void SetHeader(HttpResponse response, Error error)
    {
        if (RateErrors.SecondsOf(error) is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
