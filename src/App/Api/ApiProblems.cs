using System.Diagnostics;
using System.Text.Json.Serialization;
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
    public static IResult From(IReadOnlyList<Error> errors, IReadOnlyDictionary<string, object?>? extensions = null)
    {
        var headline = errors[0];
        var problem = new ProblemDetails
        {
            Type = TypeOf(headline.Code),
            Title = headline.Definition.Title,
            Status = headline.Definition.HttpStatus,
            Detail = headline.Message,
        };
        problem.Extensions["code"] = headline.Code;
        problem.Extensions["trace_id"] = Activity.Current?.TraceId.ToString();
        problem.Extensions["details"] = headline.Details;
        problem.Extensions["errors"] = errors.Select(ApiError.From).ToList();
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>The address of the reference page of a code.</summary>
    public static string TypeOf(string code) => $"/errors/{code}";
}
