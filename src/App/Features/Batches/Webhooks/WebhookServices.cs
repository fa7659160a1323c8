using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using App.Core.Batches;
using App.Features.Calculations;
using App.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace App.Features.Batches;

/// <summary>Registers webhooks.</summary>
internal static class WebhookServices
{
    private const int Steps = 1_000_000;

    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new WebhookPolicy(ConfiguredNetworks.Read(configuration, "Webhooks:AllowedNetworks"), configuration.GetValue("Webhooks:AllowHttp", false)));
        services.AddSingleton<IWebhookSeal, WebhookSeal>();
        services.AddSingleton<IWebhookCall>(provider => new HttpWebhookCall(provider.GetRequiredService<WebhookPolicy>(), Dns.GetHostAddressesAsync, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new GetWebhookSecret(provider.GetRequiredService<IWebhookSecretStore>(), provider.GetRequiredService<IWebhookSeal>(), RandomNumberGenerator.GetBytes));
        services.AddSingleton(provider => new ReplaceWebhookSecret(provider.GetRequiredService<IWebhookSecretStore>(), provider.GetRequiredService<IWebhookSeal>(), RandomNumberGenerator.GetBytes));
        services.AddSingleton<ResendWebhook>();
        services.AddSingleton(SenderOf);
        services.AddHostedService<WebhookSender>();
        return services;
    }

    private static SendNextWebhook SenderOf(IServiceProvider provider)
    {
        var json = provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return new(
            provider.GetRequiredService<IWebhookOutbox>(),
            provider.GetRequiredService<IBatchStore>(),
            provider.GetRequiredService<GetWebhookSecret>(),
            provider.GetRequiredService<IWebhookCall>(),
            provider.GetRequiredService<WebhookPolicy>(),
            detail => JsonSerializer.SerializeToUtf8Bytes(BatchResponse.From(detail), json),
            () => RandomNumberGenerator.GetInt32(Steps) / (double)Steps,
            provider.GetRequiredService<NodeName>().Value,
            provider.GetRequiredService<TimeProvider>());
    }
}
