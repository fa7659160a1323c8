using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Data.Accounts;
using App.Data.Calculations;
using App.Data.Market;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Operations;

internal static class AdministrationData
{
    /// <summary>Registers what operators look at and do, and the counting of what happens.</summary>
    public static void AddAdministrationData(this IServiceCollection services)
    {
        services.AddSingleton<AccountChangeStore>();
        services.AddSingleton<IUserAdministration, UserAdministrationStore>();
        services.AddSingleton<IRunOversight, RunOversightStore>();
        services.AddSingleton<IHourlyCountStore, HourlyCountStore>();
        services.AddSingleton<ActivityCounter>();
        services.AddSingleton<IActivityCounter>(provider => provider.GetRequiredService<ActivityCounter>());
        services.AddSingleton<IAlertStore, AlertStore>();
        services.AddSingleton<IInstallation, InstallationStore>();
        services.AddSingleton<IRunTimes>(provider => provider.GetRequiredService<IInstallation>());
        services.AddSingleton<IMarketHealth, MarketHealthStore>();
    }
}
