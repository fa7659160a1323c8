using System.Globalization;
using App.Core.Batches;
using App.Core.Calculations;
using App.Data.Providers;
using App.Features.Batches;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace App.Features.Calculations;

/// <summary>Sets up the scheduler. It fires jobs; what a run is and how far it came is the business of the run's row alone.</summary>
internal static class RunScheduling
{
    /// <summary>What asks for all portfolios after each session; not there when no time is set for it.</summary>
    public static readonly TriggerKey Nightly = new("nightly", RunJob.Key.Group);

    /// <summary>What looks for runs that nobody works on.</summary>
    public static readonly TriggerKey Sweep = new("sweep", RunJob.Key.Group);

    public static void AddRunScheduling(this IServiceCollection services, DatabaseOptions database, CalculationOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "ballast";

                // A stopping node gives its runs back at once, so the token has to reach them.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });

            // One thread more than runs at once: the sweep must not wait behind long runs.
            quartz.UseDefaultThreadPool(options.Workers + 1);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(settings => settings.StoreJobDataAsStrings = true);
                UseDatabase(store, database);
                store.ProvisionSchema();
            });
            quartz.AddJob<RunJob>(job => job.WithIdentity(RunJob.Key).StoreDurably());
            quartz.ScheduleJob<SweepJob>(
                trigger => trigger.WithIdentity(Sweep).StartNow().WithSimpleSchedule(schedule => schedule
                    .WithInterval(options.Heartbeat)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
                job => job.WithIdentity(Sweep.Name, Sweep.Group));
            quartz.AddJob<BatchJob>(job => job.WithIdentity(BatchJob.Key).StoreDurably());
            quartz.ScheduleJob<BatchSweepJob>(
                trigger => trigger.WithIdentity(BatchSweepJob.Trigger).StartNow().WithSimpleSchedule(schedule => schedule
                    .WithInterval(BatchSweepJob.Interval)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
                job => job.WithIdentity(BatchSweepJob.Trigger.Name, BatchSweepJob.Trigger.Group));
            if (options.NightlyTime is { } nightly)
            {
                // A firing that is late because every thread was busy is made up for. One that was missed while no node was up is not: each start declares the trigger anew
                // and forgets it. The worker asks for that session when the node starts.
                quartz.ScheduleJob<NightlyJob>(
                    trigger => trigger.WithIdentity(Nightly).WithCronSchedule(
                        string.Create(CultureInfo.InvariantCulture, $"0 {nightly.Minute} {nightly.Hour} ? * MON-FRI"),
                        cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                    job => job.WithIdentity(Nightly.Name, Nightly.Group));
            }
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddSingleton<IRunDispatcher, RunDispatcher>();
        services.AddSingleton<IBatchDispatcher, BatchDispatcher>();
        services.AddHostedService<EndOfDayWorker>();
    }

    private static void UseDatabase(IPersistentStoreBuilder store, DatabaseOptions database)
    {
        if (database.Provider == DatabaseProvider.Postgres)
        {
            store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(5);
            });
            return;
        }

        // A file of its own: in the application's every scheduling step would wait behind the import that is being written.
        store.UseSqlite(JobsSqliteFactory.Instance, JobsConnectionString(database));
    }

    private static string JobsConnectionString(DatabaseOptions database)
    {
        var application = new SqliteConnectionStringBuilder(database.ConnectionString);
        application.DataSource = Path.ChangeExtension(application.DataSource, ".jobs.db");
        return application.ToString();
    }
}
