namespace E2E.Payloads;

/// <summary>Every text that somebody outside can hand in, and what becomes of a payload in it. A new one without a row here fails.</summary>
internal static class TextFields
{
    /// <summary>The text fields of the API's requests, as the OpenAPI document has them: the tag that its payloads are stored under, or why none is stored.</summary>
    public static IReadOnlyDictionary<string, string> OfTheApi { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["POST /api/v1/onboarding/register full_name"] = "fn",
        ["POST /api/v1/onboarding/register email"] = Echoed,
        ["POST /api/v1/onboarding/register password"] = Secret,
        ["POST /api/v1/onboarding/register invite_code"] = Echoed,
        ["POST /api/v1/auth/login email"] = Echoed,
        ["POST /api/v1/auth/login password"] = Secret,
        ["POST /api/v1/auth/login two_factor_code"] = Secret,
        ["POST /api/v1/auth/login recovery_code"] = Secret,
        ["POST /api/v1/auth/forgot-password email"] = Echoed,
        ["POST /api/v1/auth/reset-password user"] = Secret,
        ["POST /api/v1/auth/reset-password token"] = Secret,
        ["POST /api/v1/auth/reset-password new_password"] = Secret,
        ["POST /api/v1/admin/impersonate reason"] = "ir",
        ["POST /api/v1/admin/invite-codes code"] = "judged: letters, digits, hyphen",
        ["POST /api/v1/admin/invite-codes cohort"] = "co",
        ["POST /api/v1/auth/refresh refresh_token"] = Secret,
        ["POST /api/v1/account/delete password"] = Secret,
        ["POST /api/v1/account/delete email"] = "compared with the address, and shown in its own field again",
        ["POST /api/v1/account/delete word"] = Echoed,
        ["POST /api/v1/onboarding/create-portfolio portfolio_name"] = "pn",
        ["POST /api/v1/onboarding/create-portfolio account_name"] = "an",
        ["POST /api/v1/onboarding/create-portfolio account_type"] = Chosen,
        ["POST /api/v1/onboarding/create-portfolio equity_balance"] = Echoed,
        ["POST /api/v1/onboarding/create-portfolio equity_as_of"] = Echoed,
        ["POST /api/v1/onboarding/create-portfolio description"] = "ds",
        ["POST /api/v1/onboarding/create-portfolio columns"] = Chosen,
        ["POST /api/v1/imports/preview entry_date"] = Chosen,
        ["POST /api/v1/imports/preview columns"] = Chosen,
        ["POST /api/v1/imports entry_date"] = Chosen,
        ["POST /api/v1/imports accounts"] = "JSON of the fields of create-portfolio, by the same rules",
        ["POST /api/v1/imports columns"] = Chosen,
        ["POST /api/v1/portfolios/{id}/imports/preview entry_date"] = Chosen,
        ["POST /api/v1/portfolios/{id}/imports/preview columns"] = Chosen,
        ["POST /api/v1/portfolios/{id}/imports entry_date"] = Chosen,
        ["POST /api/v1/portfolios/{id}/imports columns"] = Chosen,
        ["POST /api/v1/portfolios/{id}/cash-entries note"] = "cn",
        ["POST /api/v2/portfolios [].name"] = "judged: letters, digits, space, hyphen, underscore",
        ["POST /api/v2/portfolios [].account_name"] = "judged: letters, digits, space, hyphen, underscore",
        ["POST /api/v2/portfolios [].account_type"] = Chosen,
        ["POST /api/v2/portfolios [].currency"] = Chosen,
        ["POST /api/v2/portfolios [].description"] = "in the column of create-portfolio's, and shown where that is",
        ["POST /api/v2/portfolios/{id}/positions/bulk operation"] = Chosen,
        ["POST /api/v2/portfolios/{id}/positions/bulk on_error"] = Chosen,
        ["POST /api/v2/portfolios/{id}/positions/bulk match"] = Chosen,
        ["POST /api/v2/portfolios/{id}/positions/bulk items[].symbol"] = "judged: letters, digits, dot, underscore, hyphen",
        ["POST /api/v2/portfolios/{id}/positions/bulk items[].underlying_symbol"] = "judged: letters, digits, dot, underscore, hyphen",
        ["POST /api/v2/portfolios/{id}/positions/bulk items[].investment_class"] = Chosen,
        ["POST /api/v2/portfolios/{id}/positions/bulk items[].investment_subtype"] = Chosen,
        ["POST /api/v2/portfolios/{id}/positions/bulk items[].option_type"] = Chosen,
        ["POST /api/v2/securities/bulk operation"] = Chosen,
        ["POST /api/v2/securities/bulk on_error"] = Chosen,
        ["POST /api/v2/securities/bulk match"] = Chosen,
        ["POST /api/v2/securities/bulk items[].symbol"] = "judged: letters, digits, dot, underscore, hyphen",
        ["POST /api/v2/securities/bulk items[].name"] = "an operator's, in the column that sources fill, and shown where that is",
        ["POST /api/v2/securities/bulk items[].sector"] = "an operator's, in the column that sources fill, and shown where that is",
        ["POST /api/v2/securities/bulk items[].industry"] = "an operator's, in the column that sources fill, and shown where that is",
        ["POST /api/v2/securities/bulk items[].exchange"] = "an operator's, in the column that sources fill, and shown where that is",
        ["POST /api/v2/securities/bulk items[].kind"] = Chosen,
        ["POST /api/v2/securities/bulk items[].currency"] = Chosen,
        ["POST /api/v1/batch operation_type"] = "bt",
        ["POST /api/v1/batch client_reference"] = "br",
        ["POST /api/v1/batch webhook_url"] = "judged: an address of https; kept, and answered to the program that sent it; no page shows it",
        ["PUT /api/v1/batch/templates/{name} webhook_url"] = "judged: an address of https; kept, and answered to the program that sent it; no page shows it",
        ["POST /api/v1/batch operations[].method"] = Chosen,
        ["POST /api/v1/batch operations[].resource_id"] = "bi",
        ["PUT /api/v1/batch/templates/{name} operation_type"] = "kept, and answered to the program that sent it; shown once it is run, as a batch",
        ["PUT /api/v1/batch/templates/{name} client_reference"] = "kept, and answered to the program that sent it; shown once it is run, as a batch",
        ["PUT /api/v1/batch/templates/{name} operations[].method"] = Chosen,
        ["PUT /api/v1/batch/templates/{name} operations[].resource_id"] = "kept, and answered to the program that sent it; shown once it is run, as a batch",
        ["POST /api/v1/batch/templates/{name}/run resource_ids[]"] = "in the column of a batch's, and shown where that is",
        ["POST /api/v1/batch/templates/{name}/run client_reference"] = "in the column of a batch's, and shown where that is",
        ["POST /api/v1/models name"] = "kept, and answered to the program that sent it; no page shows it",
        ["PUT /api/v1/models/{model_id} name"] = "kept, and answered to the program that sent it; no page shows it",
        ["POST /api/v1/models positions[].security"] = Symbol,
        ["PUT /api/v1/models/{model_id} positions[].security"] = Symbol,
        ["POST /api/v1/models/{model_id}/positions positions[].security"] = Symbol,
        ["PUT /api/v1/models/{model_id}/positions positions[].security"] = Symbol,
        ["DELETE /api/v1/models/{model_id}/positions securities[]"] = Symbol,
        ["PATCH /api/v1/orders/{order_id} status"] = Chosen,
        ["PATCH /api/v1/orders/{order_id} notes"] = "kept, and answered to the program that sent it; no page shows it",
        ["PUT /api/v1/position-views name"] = "vn",
        ["PUT /api/v1/position-views text"] = "vt",
        ["PUT /api/v1/position-views class"] = Chosen,
        ["PUT /api/v1/position-views sort"] = Chosen,
        ["PUT /api/v1/position-views columns[]"] = Chosen,
        ["PUT /api/v1/target-prices targets[].symbol"] = Symbol,
        ["PUT /api/v1/target-prices targets[].direction"] = Chosen,
        ["PUT /api/v1/target-prices targets[].note"] = "tn",
        ["PUT /api/v1/admin/risk-settings note"] = "rn",
        ["PUT /api/v1/admin/risk-settings settings.scenarios[].name"] = "sn",
        ["PUT /api/v1/admin/risk-settings settings.*"] = "ids and symbols that have to be those of the standard, and sources that no page shows",
    };

    /// <summary>Refused, or shown again in the field or the message.</summary>
    public const string Echoed = "judged: shown again with what is wrong with it";

    /// <summary>One of a few words; anything else is refused.</summary>
    public const string Chosen = "judged: one of a few words or a date";

    /// <summary>A symbol; anything else is refused.</summary>
    public const string Symbol = "judged: letters, digits, dot, underscore, hyphen";

    /// <summary>Never shown.</summary>
    public const string Secret = "never shown";

    /// <summary>The fields whose payloads are stored, by tag, with a page that shows each of them: of that page every payload has to be text.</summary>
    public static IReadOnlyDictionary<string, string?> Shown { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["pn"] = "/portfolios",
        ["an"] = "/portfolios",
        ["tn"] = "/targets",
        ["vn"] = "/",
        ["fn"] = "/errors",
        ["br"] = "/batches",
        ["bi"] = "/batches/{BatchId}",
        ["bt"] = null,
        ["rn"] = "/admin/risk",
        ["sn"] = "/admin/risk",
        ["co"] = "/admin/invite-codes",
        ["ir"] = "/account/activity",
        ["ua"] = null,
        ["vt"] = null,
        ["ds"] = null,
        ["cn"] = null,
    };

    /// <summary>Where a field of the API belongs: by its own name, or by the nearest name above it with a star.</summary>
    public static string? RowOf(string field) => OfTheApi.TryGetValue(field, out var row) ? row
        : OfTheApi.Where(pair => pair.Key.EndsWith(".*", StringComparison.Ordinal) && field.StartsWith(pair.Key[..^1], StringComparison.Ordinal)).Select(pair => pair.Value).FirstOrDefault();
}
