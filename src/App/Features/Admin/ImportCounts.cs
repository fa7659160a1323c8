using App.Core.Operations;
using App.Features.Imports;

namespace App.Features.Admin;

/// <summary>Counts imports and what they were refused for, at the API and on the pages.</summary>
internal static class ImportCounts
{
    /// <summary>Counts the answers of an endpoint that imports. The errors of an answer are counted where all answers are.</summary>
    public static RouteHandlerBuilder CountsImports(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var result = await next(context);
        if (result is IStatusCodeHttpResult { StatusCode: { } status })
        {
            context.HttpContext.RequestServices.GetRequiredService<IActivityCounter>().Count(status < 300 ? ActivityNames.ImportsAccepted : ActivityNames.ImportsRefused);
        }

        return result;
    });

    /// <summary>Counts what happened on a page: what is stored, and what the user is shown in its place.</summary>
    public static void Count(this IActivityCounter activity, ImportEvent happened)
    {
        switch (happened)
        {
            case ImportEvent.Imported:
                activity.Count(ActivityNames.ImportsAccepted);
                break;
            case ImportEvent.FileRefused refused:
                Refused([refused.Error.Code]);
                break;
            case ImportEvent.Checked { Check.IsReady: false, Check: var check }:
                Refused([.. check.Errors.Select(error => error.Code), .. check.Reading?.Errors.Select(error => error.Code) ?? []]);
                break;
            case ImportEvent.BrokerRead { Reading: { Accounts.Count: 0, Errors: { Count: > 0 } errors } }:
                Refused(errors.Select(error => error.Code));
                break;
            case ImportEvent.ImportRefused refused:
                Refused(refused.Errors.Select(error => error.Code));
                break;
            case ImportEvent.AccountsRefused refused:
                Refused(refused.Errors.Select(error => error.Code));
                break;
            case ImportEvent.WorkFailed failed:
                activity.CountErrors([failed.Error.Code]);
                break;
            case ImportEvent.RunRefused refused:
                activity.CountErrors([refused.Error.Code]);
                break;
        }

        void Refused(IEnumerable<string> codes)
        {
            activity.Count(ActivityNames.ImportsRefused);
            activity.CountErrors(codes);
        }
    }
}
