using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EndOfDayAndCash : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "split_factor",
                table: "position_values",
                type: "numeric",
                nullable: false,
                defaultValue: 1m);

            migrationBuilder.AddColumn<DateOnly>(
                name: "positions_as_of",
                table: "portfolios",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "income",
                table: "portfolio_snapshots",
                type: "numeric",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<DateOnly>(
                name: "positions_as_of",
                table: "import_undos",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "end_of_day_id",
                table: "calculation_runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cash_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    portfolio_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    amount = table.Column<decimal>(type: "numeric", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_cash_entries_portfolios_portfolio_id",
                        column: x => x.portfolio_id,
                        principalTable: "portfolios",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "end_of_days",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session = table.Column<DateOnly>(type: "date", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: true),
                    forced = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    is_prepared = table.Column<bool>(type: "boolean", nullable: false),
                    portfolios = table.Column<int>(type: "integer", nullable: false),
                    node = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    progress = table.Column<string>(type: "text", nullable: false),
                    error_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_end_of_days", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_calculation_runs_end_of_day_id_status_attempt_id",
                table: "calculation_runs",
                columns: new[] { "end_of_day_id", "status", "attempt", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_entries_portfolio_id_date",
                table: "cash_entries",
                columns: new[] { "portfolio_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_end_of_days_created_at",
                table: "end_of_days",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_end_of_days_session_active",
                table: "end_of_days",
                column: "session",
                unique: true,
                filter: "status IN ('Pending', 'Running')");

            migrationBuilder.AddForeignKey(
                name: "fk_calculation_runs_end_of_days_end_of_day_id",
                table: "calculation_runs",
                column: "end_of_day_id",
                principalTable: "end_of_days",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_calculation_runs_end_of_days_end_of_day_id",
                table: "calculation_runs");

            migrationBuilder.DropTable(
                name: "cash_entries");

            migrationBuilder.DropTable(
                name: "end_of_days");

            migrationBuilder.DropIndex(
                name: "ix_calculation_runs_end_of_day_id_status_attempt_id",
                table: "calculation_runs");

            migrationBuilder.DropColumn(
                name: "split_factor",
                table: "position_values");

            migrationBuilder.DropColumn(
                name: "positions_as_of",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "income",
                table: "portfolio_snapshots");

            migrationBuilder.DropColumn(
                name: "positions_as_of",
                table: "import_undos");

            migrationBuilder.DropColumn(
                name: "end_of_day_id",
                table: "calculation_runs");
        }
    }
}
