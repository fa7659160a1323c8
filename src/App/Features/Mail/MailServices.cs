using App.Core.Operations;
using Microsoft.Extensions.Options;

namespace App.Features.Mail;

/// <summary>Registers the way of messages out.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = MailOptions.Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton<MailLinks>();
        services.AddSingleton<IMailSeal, MailSeal>();
        if (options.Delivery is MailDelivery.Smtp)
        {
            services.AddSingleton<IMailDelivery, SmtpDelivery>();
        }
        else
        {
            services.AddSingleton<IMailDelivery, LogDelivery>();
        }

        services.AddSingleton<MailSignal>();
        services.AddSingleton<SendNextMail>();
        services.AddHostedService<MailSender>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietAddresses>();
        return services;
    }
}

/// <summary>Keeps addresses of requests out of the log, whatever it is set to: a link of a message has its secret in the address, and so has a program that listens to a hub.</summary>
internal sealed class QuietAddresses : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string RequestLines = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var rule in options.Rules.Where(rule => rule.CategoryName?.StartsWith(RequestLines, StringComparison.OrdinalIgnoreCase) is true).ToList())
        {
            options.Rules.Remove(rule);
        }

        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            options.Rules.Add(new LoggerFilterRule(provider, RequestLines, LogLevel.Warning, null));
        }
    }
}
