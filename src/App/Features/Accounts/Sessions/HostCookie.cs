using System.Diagnostics.CodeAnalysis;

namespace App.Features.Accounts.Sessions;

/// <summary>A cookie that over https is bound to this very host by its name: browsers take a <c>__Host-</c> cookie only with Secure, for all paths and for no other host.</summary>
/// <remarks>Over plain http, as on a machine where somebody tries the application, it keeps its plain name, and neither is read as the other.</remarks>
internal sealed class HostCookie(IHttpContextAccessor accessor, string name) : CookieBuilder
{
    private const string Prefix = "__Host-";

    // The framework gives the cookies of its own steps their names after they were made.
    private string? _given;

    private string Plain => _given ?? name;

    [AllowNull]
    public override string Name
    {
        get => accessor.HttpContext is { Request.IsHttps: true } ? Prefix + Plain : Plain;
        set => _given = value;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        (options.Path, options.Domain, options.Secure) = ("/", null, context.Request.IsHttps);
        return options;
    }
}
