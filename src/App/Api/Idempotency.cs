using System.Text.Json;
using App.Core.Idempotency;
using App.Core.Results;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace App.Api;

/// <summary>Marks an endpoint whose calls may have an idempotency key.</summary>
/// <param name="MostBytes">The most bytes of a body that are read to tell one call from another.</param>
internal sealed record IdempotentMark(long MostBytes);

/// <summary>Calls that a program may repeat until it has an answer.</summary>
internal static class Idempotency
{
    /// <summary>The most bytes of a body of JSON.</summary>
    public const long MostJson = 32 * 1024 * 1024;

    /// <summary>Its calls may have an idempotency key: repeated with it they do nothing again and get the first one's reply.</summary>
    public static TBuilder Idempotent<TBuilder>(this TBuilder endpoint, long mostBytes = MostJson)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new IdempotentMark(mostBytes));

    /// <summary>Tells of the header in the reference.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotentMark>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Description = "A key of the caller's making, such as a UUID. The same call sent again with it within 7 days does nothing and gets the first one's reply.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.Longest },
            });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc cref="ReplyAsync{TResult, TResponse}(HttpContext, Func{TResult, int}, Func{TResult, TResponse}, Func{TResult, string?}?, Func{Task{Result{TResult}}}, Func{IReadOnlyList{Error}, IResult}?)"/>
    public static Task<IResult> ReplyAsync<TResult, TResponse>(
        HttpContext context, int status, Func<TResult, TResponse> response, Func<TResult, string?>? location, Func<Task<Result<TResult>>> work, Func<IReadOnlyList<Error>, IResult>? failure = null)
        where TResult : notnull => ReplyAsync(context, _ => status, response, location, work, failure);

    /// <summary>Answers a success with a status and a body of JSON, and has the write store that reply when the call has a key.</summary>
    /// <typeparam name="TResult">The result of the use case.</typeparam>
    /// <typeparam name="TResponse">The body.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of a success.</param>
    /// <param name="response">The body of a result.</param>
    /// <param name="location">The address of what was made.</param>
    /// <param name="work">The use case; it says with <see cref="IdempotentCall.Succeeds{T}"/> what it is about to succeed with.</param>
    /// <param name="failure">The answer for its errors; the headline's when null.</param>
    public static async Task<IResult> ReplyAsync<TResult, TResponse>(
        HttpContext context, Func<TResult, int> status, Func<TResult, TResponse> response, Func<TResult, string?>? location, Func<Task<Result<TResult>>> work, Func<IReadOnlyList<Error>, IResult>? failure = null)
        where TResult : notnull
    {
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        IdempotentCall.AnswerWith<TResult>(Reply);
        return (await work()).Match<IResult>(result => new StoredReply(IdempotentCall.Current?.Planned ?? Reply(result)), errors => failure?.Invoke(errors) ?? ApiProblems.From(errors));

        IdempotentReply Reply(TResult result) => new(status(result), "application/json; charset=utf-8", location?.Invoke(result), JsonSerializer.SerializeToUtf8Bytes(response(result), json));
    }

    /// <summary>Answers a success with 204 and nothing, and has the write store that reply when the call has a key.</summary>
    /// <typeparam name="TResult">The result of the use case.</typeparam>
    /// <param name="work">The use case; it says with <see cref="IdempotentCall.Succeeds{T}"/> what it is about to succeed with.</param>
    public static async Task<IResult> DoneAsync<TResult>(Func<Task<Result<TResult>>> work)
        where TResult : notnull
    {
        var reply = new IdempotentReply(StatusCodes.Status204NoContent, null, null, []);
        IdempotentCall.AnswerWith<TResult>(_ => reply);
        return (await work()).ToHttp(_ => new StoredReply(reply));
    }

    /// <summary>A reply as it is stored.</summary>
    internal sealed class StoredReply(IdempotentReply reply) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = reply.Status;
            response.ContentType = reply.ContentType;
            if (reply.Location is not null)
            {
                response.Headers.Location = reply.Location;
            }

            if (reply.Body.Length > 0)
            {
                response.ContentLength = reply.Body.Length;
                await response.Body.WriteAsync(reply.Body, httpContext.RequestAborted);
            }
        }
    }
}
