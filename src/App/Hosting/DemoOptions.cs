namespace App.Hosting;

/// <summary>What marks the users of a demo.</summary>
internal static class DemoOptions
{
    /// <summary>The domain of their e-mail addresses unless <c>Demo:EmailDomain</c> says another.</summary>
    public const string DefaultDomain = "demo.ballast.example";

    /// <summary>The domain.</summary>
    public static string DomainOf(IConfiguration configuration) => configuration["Demo:EmailDomain"]?.Trim() is { Length: > 0 } domain ? domain : DefaultDomain;
}
