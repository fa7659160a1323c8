using System.Globalization;
using App.Core.Accounts;
using Microsoft.AspNetCore.Localization;

namespace App.Hosting;

/// <summary>The cultures figures are written in: the browser's first language that is among those there are. A user who has chosen one gets that instead, see <see cref="Features.Accounts.PreferenceClaims"/>.</summary>
internal static class Cultures
{
    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture("en-US", "en-US");
        options.SupportedCultures = [.. PreferenceRules.Locales.Select(CultureInfo.GetCultureInfo)];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("en-US")];
        options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
    }
}
