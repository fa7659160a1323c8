using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using Microsoft.AspNetCore.Mvc;

namespace App.Api;

/// <summary>One error in an answer of the API.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What was found, what is allowed, what to do.</param>
/// <param name="Field">The field or column.</param>
/// <param name="Row">The line of the file.</param>
/// <param name="Details">The figures.</param>
internal sealed record ApiError(
    string Code,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Row,
    IReadOnlyDictionary<string, object?> Details)
{
    public static ApiError From(Error error) => new(error.Code, error.Message, error.Field, error.Row, error.Details);
}

/// <summary>Turns errors into RFC 9457 problem details: <c>type</c> is the address of the error's own page here.</summary>
internal static class ApiProblems
{
    /// <summary>The headline decides status, title and detail; all of them are listed in <c>errors</c>.</summary>
    /// <param name="errors">The errors, the headline first.</param>
    /// <param name="extensions">More members of the answer.</param>
    /// <param name="status">Another status than the headline's, where the protocol knows a closer one.</param>
    public static IResult From(IReadOnlyList<Error> errors, IReadOnlyDictionary<string, object?>? extensions = null, int? status = null)
    {
        var headline = errors[0];
        var problem = new ProblemDetails
        {
            Type = TypeOf(headline.Code),
            Title = headline.Definition.Title,
            Status = status ?? headline.Definition.HttpStatus,
            Detail = headline.Message,
        };
        problem.Extensions["code"] = headline.Code;
        problem.Extensions["details"] = headline.Details;
        problem.Extensions["errors"] = errors.Select(ApiError.From).ToList();
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

        return RateErrors.SecondsOf(headline) is { } seconds ? new RetryLater(TypedResults.Problem(problem), seconds) : TypedResults.Problem(problem);
    }

    /// <summary>What finds this request in the log.</summary>
    public static string? TraceId => Activity.Current?.TraceId.ToString();

    /// <summary>Gives problem details of the framework's making, such as a bare 401, what ours have: a code with its page, and <c>trace_id</c>.</summary>
    public static void Complete(ProblemDetails problem)
    {
        problem.Extensions.Remove("traceId");
        problem.Extensions["trace_id"] = TraceId;
        if (!problem.Extensions.ContainsKey("code") && DefinitionOf(problem.Status) is { } definition)
        {
            problem.Type = TypeOf(definition.Code);
            problem.Title = definition.Title;
            problem.Detail ??= definition.Meaning;
            problem.Extensions["code"] = definition.Code;
        }
    }

    /// <summary>The address of the reference page of a code.</summary>
    public static string TypeOf(string code) => $"/errors/{code}";

    private static ErrorDefinition? DefinitionOf(int? status) => status switch
    {
        401 => AccountErrors.SignInFailed,
        403 => AdminErrors.NotAnOperator,
        404 or 405 => RequestErrors.NoSuchAddress,
        400 or 411 or 413 or 415 => RequestErrors.NotReadable,
        500 => RequestErrors.Fault,
        429 => RateErrors.TooMany,
        _ => null,
    };

    private sealed class RetryLater(IResult problem, long seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
