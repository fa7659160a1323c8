using App.Core.Operations;

namespace App.Hosting;

/// <summary>Reads the section <c>RateLimits</c>.</summary>
internal static class RateLimitSettings
{
    /// <exception cref="FormatException">A value cannot be worked with; the message names the key and what is allowed.</exception>
    public static RateLimitOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        var options = new RateLimitOptions { Enabled = !environment.IsDevelopment() };
        try
        {
            // A key that is mistyped stops the start: a limit that is thought to be set and is not, is none.
            configuration.GetSection("RateLimits").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"RateLimits cannot be read. {exception.Message}", exception);
        }

        return options.Fault() is { } fault ? throw new FormatException(fault) : options;
    }
}
