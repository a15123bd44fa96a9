#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use serde::Serialize;
use std::env;
use tauri::{AppHandle, Manager};

/// What the sidecar is started with. The page cannot choose it: the capability allows no other form.
#[derive(Serialize)]
struct Places {
    directory: String,
    catalog: String,
}

#[tauri::command]
fn places(app: AppHandle) -> Result<Places, String> {
    let data = app.path().app_data_dir().map_err(|error| error.to_string())?;
    let place = |name: &str, usual: &str| env::var(name).unwrap_or_else(|_| data.join(usual).to_string_lossy().into_owned());
    Ok(Places {
        directory: place("WEIGHTLIFT_EXAMPLE_MODELS", "models"),
        catalog: place("WEIGHTLIFT_EXAMPLE_CATALOG", "catalog.json"),
    })
}

fn main() {
    tauri::Builder::default()
        .plugin(tauri_plugin_shell::init())
        .invoke_handler(tauri::generate_handler![places])
        .run(tauri::generate_context!())
        .expect("the app cannot start");
}
