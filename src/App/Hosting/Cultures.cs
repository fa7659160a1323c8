using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace App.Hosting;

/// <summary>The cultures figures are written in: the browser's first language that is among them. The words are English in all.</summary>
internal static class Cultures
{
    // A language without a region stands for the regions not named: a reader of de-LI gets de.
    private static readonly string[] Names =
    [
        "en-US", "en", "en-GB", "en-CA", "en-AU", "en-IE", "en-IN", "en-NZ", "en-ZA", "de", "de-DE", "de-AT", "de-CH", "fr", "fr-FR", "fr-CA", "fr-CH", "fr-BE",
        "es", "es-ES", "es-MX", "es-US", "it", "it-IT", "it-CH", "pt", "pt-BR", "pt-PT", "nl", "nl-NL", "nl-BE", "sv", "sv-SE", "nb", "nb-NO", "da", "da-DK",
        "fi", "fi-FI", "pl", "pl-PL", "cs", "cs-CZ", "ja", "ja-JP", "ko", "ko-KR", "zh", "zh-CN", "zh-TW",
    ];

    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture("en-US", "en-US");
        options.SupportedCultures = [.. Names.Select(CultureInfo.GetCultureInfo)];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("en-US")];
        options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
    }
}
